import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable } from 'node:stream'
import { createLogWriter, type LogWriter } from './log-writer.ts'
import type { OutputPipe, OutputPipes } from './output-pipes.ts'
import { countGroup, signalGroup } from './process-group.ts'
import type { Cause, Outcome, StartOrder } from './protocol.ts'

/** After a child ended by itself, how long what it left behind may still write before its output is closed. */
const drainMs = 2_000
const slowDiskMs = 60_000
/** After SIGKILL, how long to wait for the kernel to take the group away. */
const killMs = 2_000
const pollMs = 20

export type Child = { pid: number | null; at: number; stop(cause: Cause): void; outcome: Promise<Outcome> }

type Exit = { code: number | null; signal: string | null }

/** Starts one child and sees it through: pipes, log, timeout, stop, outcome. Never throws; a start that fails is an outcome. */
export async function startChild(
  order: StartOrder,
  environment: Record<string, string>,
  pipes: OutputPipes,
  grew: (size: { bytes: number; lines: number }) => void,
): Promise<Child> {
  const at = Date.now()
  const outputs = await Promise.all([pipes.take(), pipes.take()])
  const log = createLogWriter(order.logPath, order.logLimit, {
    grew: () => grew(log.size()),
    drained: () => readers.forEach((reader) => void reader.resume()),
  })
  const child = trySpawn(order, environment, outputs)
  const readers = child instanceof Error ? [] : readersOf(child, outputs)
  const failed = child instanceof Error ? child : child.pid === undefined ? await once(child, 'error') : null
  if (failed || child instanceof Error || child.pid === undefined) {
    for (const output of outputs) output?.reader.destroy()
    return { pid: null, at, stop: () => {}, outcome: couldNotStart(order, failed, log) }
  }
  const closed = Promise.all(readers.map((reader, index) => pour(reader, index === 0 ? 'out' : 'err', log)))
  return watch(order, child, child.pid, at, log, readers, closed)
}

function trySpawn(order: StartOrder, environment: Record<string, string>, outputs: (OutputPipe | null)[]): ChildProcess | Error {
  try {
    return spawn(order.file, order.args, {
      cwd: order.cwd,
      env: { ...environment, ...order.env },
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', outputs[0]?.writeFd ?? 'pipe', outputs[1]?.writeFd ?? 'pipe'],
    })
  } catch (error) {
    return error as Error
  } finally {
    for (const output of outputs) if (output) closeSync(output.writeFd)
  }
}

const readersOf = (child: ChildProcess, outputs: (OutputPipe | null)[]): Readable[] =>
  [outputs[0]?.reader ?? child.stdout, outputs[1]?.reader ?? child.stderr].filter((reader) => reader !== null)

const once = (child: ChildProcess, event: 'error'): Promise<Error> => new Promise((resolve) => child.once(event, resolve))

/** Resolves when the stream has ended. */
function pour(reader: Readable, stream: 'out' | 'err', log: LogWriter): Promise<void> {
  return new Promise((resolve) => {
    reader.on('data', (chunk: Buffer) => {
      if (!log.append(stream, chunk)) reader.pause()
    })
    reader.once('end', resolve)
    reader.once('error', () => resolve())
    reader.once('close', () => resolve())
  })
}

function watch(
  order: StartOrder,
  child: ChildProcess,
  pid: number,
  at: number,
  log: LogWriter,
  readers: Readable[],
  closed: Promise<unknown>,
): Child {
  let cause: Cause | null = null
  let exited = false
  let killTimer: NodeJS.Timeout | null = null
  let killAt = Number.POSITIVE_INFINITY

  function stop(why: Cause): void {
    // What has ended cannot be stopped, and its number may soon be another's.
    if (cause || exited) return
    cause = why
    killAt = Date.now() + order.graceMs
    signalGroup(pid, 'SIGTERM')
    killTimer = setTimeout(() => signalGroup(pid, 'SIGKILL'), order.graceMs)
  }

  const timeout = order.timeoutMs === null ? null : setTimeout(() => stop('timeout'), order.timeoutMs)

  async function settle(): Promise<Outcome> {
    const exit = await new Promise<Exit>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })))
    const ended = Date.now()
    exited = true
    if (timeout) clearTimeout(timeout)
    if (cause) await endGroup(pid, killAt)
    if (killTimer) clearTimeout(killTimer)
    await drain(readers, closed)
    const held = readers.filter((reader) => !reader.readableEnded)
    for (const reader of held) letGo(reader)
    const leftBehind = countGroup(pid)
    const summary = await log.end(held.length === 0 && leftBehind === 0 ? [] : [leftNote(leftBehind)])
    return { attemptId: order.attemptId, at: ended, pid, ...exit, cause, error: null, leftBehind, ...summary }
  }

  return { pid, at, stop, outcome: settle() }
}

/** Waits until the group of a stopped child is gone; kills it when its grace is over. */
async function endGroup(pid: number, killAt: number): Promise<void> {
  while (countGroup(pid) > 0 && Date.now() < killAt) await wait(pollMs)
  const giveUp = Date.now() + killMs
  while (countGroup(pid) > 0 && Date.now() < giveUp) {
    signalGroup(pid, 'SIGKILL')
    await wait(pollMs)
  }
}

/**
 * Waits until the output has ended; no longer than what a child left behind deserves, but as long as it is our own disk
 * that holds the reading up.
 */
async function drain(readers: Readable[], closed: Promise<unknown>): Promise<void> {
  const giveUp = Date.now() + slowDiskMs
  do await within(drainMs, closed)
  while (readers.some((reader) => !reader.readableEnded && reader.isPaused()) && Date.now() < giveUp)
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

async function couldNotStart(order: StartOrder, error: Error | null, log: LogWriter): Promise<Outcome> {
  await log.end([])
  return refused(order, explain(order, error as NodeJS.ErrnoException | null))
}

/** The outcome of an order that led to no child. */
export const refused = (order: StartOrder, error: string): Outcome => ({
  attemptId: order.attemptId,
  at: Date.now(),
  pid: null,
  code: null,
  signal: null,
  cause: null,
  error,
  lastLine: null,
  bytes: 0,
  lines: 0,
  droppedBytes: 0,
  leftBehind: 0,
})

/** Says which of the things that a start needs was wrong. Node blames the program for a missing folder too. */
function explain(order: StartOrder, error: NodeJS.ErrnoException | null): string {
  const folder = folderProblem(order.cwd)
  if (folder) return folder
  const notFound = `The program "${order.file}" was not found. Check its name, or give its full path.`
  switch (error?.code) {
    case 'ENOENT':
      return notFound
    case 'EACCES':
      // The system says so too when it may not look into one of the folders of PATH.
      if (!isOnPath(order)) return notFound
      return `The program "${order.file}" may not be executed, or the working folder "${order.cwd}" may not be entered: permission denied.`
    case 'E2BIG':
      return `The arguments and environment of "${order.file}" are larger than this system allows.`
    case 'EMFILE':
    case 'ENFILE':
    case 'EAGAIN':
    case 'ENOMEM':
      return `"${order.file}" could not be started: this computer has no processes, files or memory left (${error.code}).`
    default:
      return `"${order.file}" could not be started: ${error?.message ?? 'no reason given'}.`
  }
}

function isOnPath({ file, env }: StartOrder): boolean {
  if (file.includes('/')) return true
  return (env['PATH'] ?? process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, file)))
}

function folderProblem(cwd: string): string | null {
  try {
    return statSync(cwd).isDirectory() ? null : `The working folder "${cwd}" is not a folder.`
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return `The working folder "${cwd}" does not exist.`
    return `The working folder "${cwd}" cannot be used: ${code === 'EACCES' ? 'permission denied' : code}.`
  }
}
