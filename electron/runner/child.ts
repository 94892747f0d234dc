import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { createLogWriter, type LogWriter } from './log-writer.ts'
import { createMask, type Mask } from './mask.ts'
import type { OutputPipe, OutputPipes } from './output-pipes.ts'
import { countGroup, signalGroup } from './process-group.ts'
import { markerName } from './process-table.ts'
import type { Cause, Outcome, StartOrder, Usage } from './protocol.ts'
import { megabytes, type Sampler } from './sampler.ts'
import { type SecretFinder, secretFinder } from './secret-finder.ts'
import { explainStart, refused } from './start-problem.ts'
import { signalEscaped, sweep } from './sweep.ts'

/** After a child ended by itself, how long what it left behind may still write before its output is closed. */
const drainMs = 2_000
const slowDiskMs = 60_000
/** After SIGKILL, how long to wait for the kernel to take the group away. */
const killMs = 2_000
const pollMs = 20
/** How long a process may take to end that has closed its output by ending. */
const endingMs = 100

export type Child = { pid: number | null; at: number; stop(cause: Cause): void; outcome: Promise<Outcome> }

type Exit = { code: number | null; signal: string | null }

export type Surroundings = {
  environment: Record<string, string>
  pipes: OutputPipes
  sampler: Sampler
  grew: (size: { bytes: number; lines: number }) => void
}

/** Starts one child and sees it through: pipes, log, timeout, stop, outcome. Never throws; a start that fails is an outcome. */
export async function startChild(order: StartOrder, surroundings: Surroundings): Promise<Child> {
  const { environment, pipes, sampler, grew } = surroundings
  const at = Date.now()
  const outputs = await Promise.all([pipes.take(), pipes.take()])
  const output = { limit: () => {} }
  const log = createLogWriter(order.logPath, order.logLimit, {
    grew: () => grew(log.size()),
    drained: () => readers.forEach((reader) => void reader.resume()),
  })
  const child = trySpawn(order, environment, outputs)
  const readers = child instanceof Error ? [] : readersOf(child, outputs)
  const failed = child instanceof Error ? child : child.pid === undefined ? await once(child, 'error') : null
  if (failed || child instanceof Error || child.pid === undefined) {
    for (const pipe of outputs) pipe?.reader.destroy()
    return { pid: null, at, stop: () => {}, outcome: couldNotStart(order, environment['PATH'], failed, log) }
  }
  giveInput(child, order)
  const find = secretFinder(order.secrets)
  const closed = Promise.all(
    readers.map((reader, index) => pour(reader, index === 0 ? 'out' : 'err', log, output, createMask(find))),
  )
  return watch({ order, find, child, pid: child.pid, at, log, readers, closed, sampler, output })
}

function trySpawn(order: StartOrder, environment: Record<string, string>, outputs: (OutputPipe | null)[]): ChildProcess | Error {
  let input: number | null = null
  try {
    input = openInput(order)
    return spawn(order.file, order.args, {
      cwd: order.cwd,
      env: { ...environment, ...order.env, [markerName]: order.attemptId },
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: [input ?? (order.stdin === null ? 'ignore' : 'pipe'), outputs[0]?.writeFd ?? 'pipe', outputs[1]?.writeFd ?? 'pipe'],
    })
  } catch (error) {
    return error as Error
  } finally {
    if (input !== null) closeSync(input)
    for (const output of outputs) if (output) closeSync(output.writeFd)
  }
}

class StdinProblem extends Error {}

/** The file a child reads as its input; null where it is no file. */
function openInput({ stdin, cwd }: StartOrder): number | null {
  if (stdin?.from !== 'file') return null
  const path = stdin.path.startsWith('~/') ? join(homedir(), stdin.path.slice(2)) : resolve(cwd, stdin.path)
  try {
    // What is no file may keep whoever opens it waiting for ever.
    if (!statSync(path).isFile()) throw new StdinProblem(`The input file "${path}" is not a file.`)
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof StdinProblem) throw error
    const { code } = error as NodeJS.ErrnoException
    throw new StdinProblem(`The input file "${path}" ${code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`}.`)
  }
}

/** What the child does not read is nobody's loss. */
function giveInput(child: ChildProcess, { stdin }: StartOrder): void {
  child.stdin?.on('error', () => {})
  if (stdin?.from === 'text') child.stdin?.end(stdin.text)
}

const readersOf = (child: ChildProcess, outputs: (OutputPipe | null)[]): Readable[] =>
  [outputs[0]?.reader ?? child.stdout, outputs[1]?.reader ?? child.stderr].filter((reader) => reader !== null)

const once = (child: ChildProcess, event: 'error'): Promise<Error> => new Promise((resolve) => child.once(event, resolve))

/** Resolves when the stream has ended. */
function pour(
  reader: Readable,
  stream: 'out' | 'err',
  log: LogWriter,
  output: { limit(): void },
  mask: Mask | null,
): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      if (mask) log.append(stream, mask.end())
      resolve()
    }
    reader.on('data', (chunk: Buffer) => {
      if (!log.append(stream, mask ? mask.take(chunk) : chunk)) reader.pause()
      output.limit()
    })
    reader.once('end', end)
    reader.once('error', end)
    reader.once('close', end)
  })
}

type Started = {
  order: StartOrder
  find: SecretFinder | null
  child: ChildProcess
  pid: number
  at: number
  log: LogWriter
  readers: Readable[]
  closed: Promise<unknown>
  sampler: Sampler
  output: { limit: () => void }
}

function watch({ order, find, child, pid, at, log, readers, closed, sampler, output }: Started): Child {
  const { attemptId, logPath, sampleMs, limits, stopSignal, graceMs } = order
  const warnings: string[] = []
  let cause: Cause | null = null
  let exited = false
  let killTimer: NodeJS.Timeout | null = null
  /** By `performance.now()`, as all waits here: somebody may set the clock on the wall. */
  let killAt = Number.POSITIVE_INFINITY

  function stop(why: Cause): void {
    // What has ended cannot be stopped, and its number may soon be another's.
    if (cause || exited) return
    cause = why
    killAt = performance.now() + graceMs
    signalGroup(pid, stopSignal)
    void signalEscaped(attemptId, pid, stopSignal)
    killTimer = setTimeout(() => signalGroup(pid, 'SIGKILL'), graceMs)
  }

  function passed(words: string, action: 'warn' | 'stop'): void {
    warnings.push(words)
    if (action === 'stop') stop('limit')
  }

  output.limit = () => {
    const bytes = log.written()
    if (!limits.output || bytes <= limits.output.max) return
    output.limit = () => {}
    passed(`wrote ${megabytes(bytes)} of output, more than its limit of ${megabytes(limits.output.max)}`, limits.output.action)
  }

  sampler.watch({ attemptId, pid, logPath, sampleMs, limits, find, passed })
  const timeout = order.timeoutMs === null ? null : setTimeout(() => stop('timeout'), order.timeoutMs)

  async function settle(): Promise<Outcome> {
    const exit = await new Promise<Exit>((done) => child.once('exit', (code, signal) => done({ code, signal })))
    const ended = Date.now()
    exited = true
    const measured = sampler.forget(attemptId)
    if (timeout) clearTimeout(timeout)
    const survivors = cause ? await endGroup(pid, killAt).then(() => sweep(attemptId, killAt, find)) : []
    if (killTimer) clearTimeout(killTimer)
    await drain(readers, closed)
    const held = readers.filter((reader) => !reader.readableEnded)
    for (const reader of held) letGo(reader)
    const leftBehind = Math.max(await countLeft(pid), survivors.length)
    const notes = [
      ...warnings.map((words) => `LocalFlow: this run ${words}`),
      ...(held.length > 0 || leftBehind > 0 ? [leftNote(leftBehind)] : []),
    ]
    const summary = await log.end(notes)
    const usage: Usage | null =
      measured || warnings.length + survivors.length > 0 ? { ...(measured ?? unmeasured), warnings, survivors } : null
    return { attemptId, at: ended, pid, ...exit, cause, error: null, leftBehind, usage, ...summary }
  }

  return { pid, at, stop, outcome: settle() }
}

const unmeasured = { peakMemory: 0, averageMemory: 0, cpuMs: 0, peakCpu: 0, averageCpu: 0 }

/** Waits until the group of a stopped child is gone; kills it when its grace is over. */
async function endGroup(pid: number, killAt: number): Promise<void> {
  while (countGroup(pid) > 0 && performance.now() < killAt) await wait(pollMs)
  const giveUp = performance.now() + killMs
  while (countGroup(pid) > 0 && performance.now() < giveUp) {
    signalGroup(pid, 'SIGKILL')
    await wait(pollMs)
  }
}

/**
 * Waits until the output has ended; no longer than what a child left behind deserves, but as long as it is our own disk
 * that holds the reading up.
 */
async function drain(readers: Readable[], closed: Promise<unknown>): Promise<void> {
  const giveUp = performance.now() + slowDiskMs
  do await within(drainMs, closed)
  while (readers.some((reader) => !reader.readableEnded && reader.isPaused()) && performance.now() < giveUp)
}

/** What is only just ending is not left behind. */
async function countLeft(pid: number): Promise<number> {
  for (const giveUp = performance.now() + endingMs; ; await wait(pollMs)) {
    const count = countGroup(pid)
    if (count === 0 || performance.now() >= giveUp) return count
  }
}

const leftNote = (count: number): string =>
  `${count > 0 ? `${count} processes` : 'Processes'} that this run started are still running; what they write from here on is not kept`

/** What stays behind may still write without a SIGPIPE while the runner lives, but nothing is kept of it. */
function letGo(reader: Readable): void {
  reader.removeAllListeners('data')
  reader.resume()
  if ('unref' in reader && typeof reader.unref === 'function') reader.unref()
}

/** Waits for something, but no longer than that. */
function within(ms: number, something: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    void something.then(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

async function couldNotStart(order: StartOrder, path: string | undefined, error: Error | null, log: LogWriter): Promise<Outcome> {
  await log.end([])
  return refused(order, error instanceof StdinProblem ? error.message : explainStart(order, path, error))
}
