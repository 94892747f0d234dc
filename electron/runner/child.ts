import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { giveInput, openInput, StdinProblem } from './child-input.ts'
import { followDescendants } from './descendants.ts'
import { endRest, leftNote } from './leftovers.ts'
import { createLogWriter, type LogWriter } from './log-writer.ts'
import { createMask } from './mask.ts'
import { type OpenFiles, openFilesOf } from './open-files.ts'
import type { OutputPipe, OutputPipes } from './output-pipes.ts'
import { type Pour, pour } from './pour.ts'
import { signalGroup } from './process-group.ts'
import { markerName } from './process-table.ts'
import type { Cause, Outcome, StartOrder, Usage } from './protocol.ts'
import { megabytes, type Sampler } from './sampler.ts'
import { type SecretFinder, secretFinder } from './secret-finder.ts'
import { explainStart, refused } from './start-problem.ts'
import { signalEscaped } from './sweep.ts'
import { withToken } from './token-finder.ts'

export type Child = {
  pid: number | null
  at: number
  /** `by`: who stops it, if that is known. */
  stop(cause: Cause, by?: string | null): void
  /** Writes a line of LocalFlow to its log. */
  note(text: string): void
  /** Ends its log: what kept it is gone. */
  abandon?(): Promise<void>
  outcome: Promise<Outcome>
}

type Exit = { code: number | null; signal: string | null }

export type Surroundings = {
  environment: Record<string, string>
  sampler: Sampler
  grew: (size: { bytes: number; lines: number }) => void
}
/** What starts children. */
export type Starter = {
  start(order: StartOrder, surroundings: Surroundings): Promise<Child>
  /** How it ended is written down. */
  done(attemptId: string): void
}
type Own = Surroundings & { openFiles: OpenFiles; pipes: OutputPipes }

/** Starts children of this process. */
export const ownStarter = (pipes: OutputPipes, openFiles = openFilesOf()): Starter => ({
  start: (order, surroundings) => startChild(order, { ...surroundings, openFiles, pipes }),
  done: () => {},
})

/** Runs one child from its start to its outcome: pipes, log, timeout, stop. Never throws; a failed start is an outcome. */
async function startChild(order: StartOrder, surroundings: Own): Promise<Child> {
  const { environment, pipes, sampler, grew } = surroundings
  const at = Date.now()
  const outputs = await Promise.all([pipes.take(), pipes.take()])
  const output = { limit: () => {} }
  const log = createLogWriter(order.logPath, order.logLimit, {
    grew: () => grew(log.size()),
    drained: () => readers.forEach((reader) => void reader.resume()),
  })
  // One ordinary attempt needs no line of ours, and no index.
  if (order.attempt !== undefined && order.attempt > 1) log.note(`attempt ${order.attempt} starts`)
  const child = trySpawn(order, surroundings, outputs)
  const readers = child instanceof Error ? [] : readersOf(child, outputs)
  const failed = child instanceof Error ? child : child.pid === undefined ? await once(child, 'error') : null
  if (failed || child instanceof Error || child.pid === undefined) {
    for (const pipe of outputs) pipe?.reader.destroy()
    return { pid: null, at, stop: () => {}, note: () => {}, outcome: couldNotStart(order, environment['PATH'], failed, log) }
  }
  giveInput(child, order)
  const find = withToken(secretFinder(order.secrets), order.token ?? null)
  const pours = readers.map((reader, index) =>
    pour(reader, index === 0 ? 'out' : 'err', log, createMask(find), () => output.limit()),
  )
  const pipePaths = outputs.flatMap((pipe) => pipe?.path ?? [])
  return watch({ order, find, child, pid: child.pid, at, log, pours, pipePaths, sampler, output })
}

function trySpawn(order: StartOrder, { environment, openFiles }: Own, outputs: (OutputPipe | null)[]): ChildProcess | Error {
  let input: number | null = null
  try {
    input = openInput(order)
    const { file, args } = openFiles.command(order, environment['PATH'])
    return spawn(file, args, {
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

const readersOf = (child: ChildProcess, outputs: (OutputPipe | null)[]): Readable[] =>
  [outputs[0]?.reader ?? child.stdout, outputs[1]?.reader ?? child.stderr].filter((reader) => reader !== null)

const once = (child: ChildProcess, event: 'error'): Promise<Error> => new Promise((resolve) => child.once(event, resolve))

type Started = {
  order: StartOrder
  find: SecretFinder | null
  child: ChildProcess
  pid: number
  at: number
  log: LogWriter
  pours: Pour[]
  pipePaths: string[]
  sampler: Sampler
  output: { limit: () => void }
}

function watch(started: Started): Child {
  const { order, find, child, pid, at, log, sampler, output } = started
  const { attemptId, logPath, sampleMs, limits, stopSignal, graceMs } = order
  const warnings: string[] = []
  let cause: Cause | null = null
  let exited = false
  let killTimer: NodeJS.Timeout | null = null
  /** By `performance.now()`, as all waits here, because the wall clock may be set. */
  let killAt = Number.POSITIVE_INFINITY

  function stop(why: Cause, by: string | null = null): void {
    // An ended child cannot be stopped, and another process may soon have its pid.
    if (cause || exited) return
    cause = why
    killAt = performance.now() + graceMs
    if (why !== 'limit') log.note(stopNote(order, why, by))
    const known = descendants.living()
    signalGroup(pid, stopSignal)
    void signalEscaped(attemptId, pid, stopSignal, known)
    killTimer = setTimeout(() => {
      log.note(killNote(graceMs))
      signalGroup(pid, 'SIGKILL')
    }, graceMs)
  }

  function passed(words: string, action: 'warn' | 'stop'): void {
    warnings.push(words)
    if (action === 'stop') stop('limit')
  }

  output.limit = () => {
    const bytes = log.written()
    if (!limits.output || bytes <= limits.output.max) return
    output.limit = () => {}
    passed(`wrote ${megabytes(bytes)} of output, more than the limit of ${megabytes(limits.output.max)}`, limits.output.action)
  }

  const descendants = followDescendants(pid)
  sampler.watch({ attemptId, pid, logPath, sampleMs, limits, find, passed })
  const timeout = order.timeoutMs === null ? null : setTimeout(() => stop('timeout'), order.timeoutMs)

  async function awaitOutcome(): Promise<Outcome> {
    const exit = await new Promise<Exit>((done) => child.once('exit', (code, signal) => done({ code, signal })))
    const ended = Date.now()
    exited = true
    const measured = sampler.forget(attemptId)
    for (const timer of [timeout, killTimer]) if (timer) clearTimeout(timer)
    descendants.leaderEnded()
    const { survivors, leftBehind, isHeld } = await endRest(started, descendants, cause === null ? null : killAt)
    const notes = [
      ...warnings.map((words) => `LocalFlow: this run ${words}`),
      ...(isHeld || leftBehind > 0 ? [leftNote(leftBehind)] : []),
    ]
    const summary = await log.end(notes, find)
    const usage: Usage | null =
      measured || warnings.length + survivors.length > 0 ? { ...(measured ?? unmeasured), warnings, survivors } : null
    return { attemptId, at: ended, pid, ...exit, cause, error: null, leftBehind, usage, ...summary }
  }

  return { pid, at, stop, note: log.note, outcome: awaitOutcome() }
}

/** Why it is stopped, for its log. A name is one line. */
export const stopNote = ({ timeoutMs, stopSignal }: StartOrder, cause: Cause, by: string | null): string =>
  `${cause === 'stop' ? stopped(by) : `timeout after ${seconds(timeoutMs ?? 0)}`}: ${stopSignal}`

export const killNote = (graceMs: number): string => `still running after ${seconds(graceMs)}: SIGKILL`

const stopped = (by: string | null): string => (by === null ? 'stopped' : `stopped by ${by.replaceAll(/\s+/g, ' ')}`)

const seconds = (ms: number): string => `${ms / 1_000} s`

const unmeasured = { peakMemory: 0, averageMemory: 0, cpuMs: 0, peakCpu: 0, averageCpu: 0 }

export async function couldNotStart(
  order: StartOrder,
  path: string | undefined,
  error: Error | null,
  log: LogWriter,
): Promise<Outcome> {
  await log.end([])
  return refused(order, error instanceof StdinProblem ? error.message : explainStart(order, path, error))
}
