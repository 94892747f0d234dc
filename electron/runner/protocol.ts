import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Socket } from 'node:net'
import { join } from 'node:path'

/**
 * The protocol between engine and runner: one JSON document per line over a local socket. Both prove that they know the
 * secret of the data folder before anything else.
 */
export const protocolVersion = 3

/** A line longer than this is not ours: the connection is dropped. */
export const longestLine = 64 * 1024 * 1024
/** For a peer that has not proved anything yet: a proof is short. */
export const longestProof = 4 * 1024

export type StartOrder = {
  attemptId: string
  /** Its number among the attempts of its task; engines of earlier releases do not say. */
  attempt?: number
  file: string
  args: string[]
  /** Overrides the environment that the engine sent when it connected. */
  env: Record<string, string>
  cwd: string
  logPath: string
  /** Output beyond this many bytes is counted, but dropped. */
  logLimit: number
  timeoutMs: number | null
  /** How the child is stopped: this signal first, then SIGKILL after the grace period. */
  stopSignal: string
  graceMs: number
  stdin: { from: 'text'; text: string } | { from: 'file'; path: string } | null
  limits: Limits
  /** How often its processes are sampled. */
  sampleMs: number
  /** Secrets to mask in its log, in every common encoding. */
  secrets: string[]
  /** The token of the attempt, to mask as it is; engines of earlier releases give none. */
  token?: string | null
}

type Limit = { max: number; action: 'warn' | 'stop' } | null
/** Bytes of memory, milliseconds of CPU time, bytes of output: of all its processes together. */
export type Limits = { memory: Limit; cpu: Limit; output: Limit }

/** Why the runner ended a child; the first cause wins. */
export type Cause = 'timeout' | 'stop' | 'limit'

export type ProcessFacts = { pid: number; parent: number; command: string; cpu: number; memory: number }
export type Sample = { at: number; processes: ProcessFacts[]; count: number; cpu: number; memory: number }
export type Survivor = { pid: number; command: string }

export type Usage = {
  peakMemory: number
  averageMemory: number
  cpuMs: number
  peakCpu: number
  averageCpu: number
  warnings: string[]
  survivors: Survivor[]
}

export type Outcome = {
  attemptId: string
  /** When the child ended, by the runner's clock. */
  at: number
  /** Null: it never started; `error` says why. */
  pid: number | null
  code: number | null
  signal: string | null
  cause: Cause | null
  error: string | null
  /** The last line it wrote that was not empty, from stderr when there is one. */
  lastLine: string | null
  /** Where it wrote that line; runners of earlier releases do not say. */
  lastLineOf?: 'out' | 'err'
  /** How much it wrote, if no line of that is text. */
  outputBytes?: number
  bytes: number
  lines: number
  droppedBytes: number
  /** Dropped bytes that the log does not mention yet, because the disk stayed full until the end. */
  unsaidBytes?: number
  leftBehind: number
  /** Null for what was too short to be looked at, and left nothing to tell. */
  usage: Usage | null
  /** How it ended is not known: the process that kept it has died, and what it had started was killed. */
  lost?: true
}

/** `pid` is null for the instant between the order and the child. */
export type Running = { attemptId: string; pid: number | null; at: number }

export type FromEngine =
  | { type: 'auth'; version: number; nonce: string; proof: string }
  /** In place of auth, from one who only wants to know whether an engine is connected. */
  | { type: 'ask'; version: number; nonce: string; proof: string }
  | { type: 'environment'; env: Record<string, string> }
  | ({ type: 'start' } & StartOrder)
  /** `by`: who stops it, if that is known; engines of earlier releases do not say. */
  | { type: 'stop'; attemptId: string; by?: string | null }
  /** A line for its log. */
  | { type: 'note'; attemptId: string; text: string }
  /** These outcomes are recorded: the runner may forget them. */
  | { type: 'recorded'; attemptIds: string[] }

export type FromRunner =
  | { type: 'hello'; version: number; nonce: string }
  | { type: 'refused'; reason: 'version' | 'secret'; version: number }
  | { type: 'engine'; proof: string; connected: boolean }
  /** `spawner`: its pid, if it starts the programs; `release`: of what it is; runners of earlier releases do not say. */
  | {
      type: 'welcome'
      proof: string
      pid: number
      spawner?: number | null
      release?: string | null
      journal: string
      running: Running[]
      ended: Outcome[]
    }
  | ({ type: 'started' } & Running)
  | { type: 'grew'; attemptId: string; bytes: number; lines: number }
  | { type: 'sampled'; attemptId: string; sample: Sample }
  /** The disk prevented the start: the attempt may be ordered again. */
  | { type: 'not-begun'; attemptId: string; code: string }
  | ({ type: 'ended' } & Outcome)

export const proofOf = (secret: string, who: 'engine' | 'asker' | 'runner', nonce: string): string =>
  createHmac('sha256', secret).update(`${who}:${nonce}`).digest('hex')

export function isProof(given: unknown, expected: string): boolean {
  if (typeof given !== 'string' || given.length !== expected.length) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(expected))
}

/** Each of several runners has a number, from 1; its folder and its socket have this name. */
export const runnerName = (number: number): string => (number === 1 ? 'runner' : `runner-${number}`)
export const runnerFolder = (dataFolder: string, number: number): string => join(dataFolder, runnerName(number))
/** One for all of them. */
export const secretPath = (dataFolder: string): string => join(runnerFolder(dataFolder, 1), 'secret')

/** Each process has a journal of its own, named so that no two ever share one. */
export const journalPath = (folder: string, pid: number, at: number): string => join(folder, `journal-${pid}-${at}.jsonl`)
export const isJournal = (fileName: string): boolean => /^journal-\d+-\d+\.jsonl$/.test(fileName)

export const send = (socket: Socket, message: FromEngine | FromRunner): void => {
  if (socket.destroyed) return
  // Messages of one turn are sent together.
  if (socket.writableCorked === 0) {
    socket.cork()
    process.nextTick(() => socket.uncork())
  }
  socket.write(`${JSON.stringify(message)}\n`)
}

/** Calls `take` with each parsed line. A line that is not JSON, or longer than `longest`, ends the connection. */
export function receive(socket: Socket, take: (message: unknown) => void, longest: () => number = () => longestLine): void {
  let parts: string[] = []
  let length = 0
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      parts.push(text.slice(start, end))
      const line = parts.join('')
      if (line.length > longest()) return void socket.destroy()
      parts = []
      length = 0
      start = end + 1
      const message = parse(line)
      if (message === undefined) return void socket.destroy()
      take(message)
      if (socket.destroyed) return
    }
    const rest = text.slice(start)
    if (rest === '') return
    parts.push(rest)
    length += rest.length
    if (length > longest()) socket.destroy()
  })
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
