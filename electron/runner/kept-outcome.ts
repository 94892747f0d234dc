import { constants } from 'node:os'
import type { KeptLog } from './kept-log.ts'
import { leftNote } from './leftovers.ts'
import { commandOf } from './process-table.ts'
import type { Outcome, StartOrder, Survivor, Usage } from './protocol.ts'
import type { Sampler } from './sampler.ts'
import type { Report } from './spawner-frames.ts'
import { within } from './within.ts'

/** After a program ended by itself, how long what it left behind may still write before its output is closed. */
const drainMs = 2_000
const endingMs = 200
const slowDiskMs = 60_000

/** Of several names the first: SIGABRT, not SIGIOT. */
const signals = new Map(
  Object.entries(constants.signals)
    .map(([name, number]) => [number, name] as const)
    .toReversed(),
)

/** As wait(2) packs it. */
function exitOf(status: number): { code: number | null; signal: string | null } {
  const signal = status & 0x7f
  return signal === 0 ? { code: (status >> 8) & 0xff, signal: null } : { code: null, signal: signals.get(signal) ?? `${signal}` }
}

const noExit = { code: null, signal: null }

type Parts = { order: StartOrder; log: KeptLog; sampler: Sampler; warnings: string[] }
type Streams = { out: PromiseWithResolvers<void>; err: PromiseWithResolvers<void> }

/** Puts the outcome together from what the keeper says and the ends of both streams. */
export function keptOutcome({ order, log, sampler, warnings }: Parts) {
  const ended = Promise.withResolvers<Report>()
  /** Nothing is left of it, or what cannot be killed. */
  const gone = Promise.withResolvers<Report>()
  let left: Report | null = null
  const streams: Streams = { out: Promise.withResolvers(), err: Promise.withResolvers() }
  let hasEnded = false
  const open = new Set<'out' | 'err'>(['out', 'err'])

  function hear(report: Report): void {
    if (report.kind === 'ended' || report.kind === 'lost') {
      hasEnded = true
      ended.resolve(report)
    }
    if (report.kind === 'left') left = report
    if (report.kind === 'gone' || report.kind === 'lost') {
      left = report
      gone.resolve(report)
      // The program itself is among those that no signal ends.
      if (!hasEnded) ended.resolve(report)
      hasEnded = true
    }
  }

  async function outcome(pid: number | null, begun: number): Promise<Outcome> {
    const end = await ended.promise
    const measured = sampler.forget(order.attemptId)
    if (end.cause !== 'none') await gone.promise
    const giveUp = performance.now() + slowDiskMs
    do await within(drainMs, Promise.all([streams.out.promise, streams.err.promise]))
    while (open.size > 0 && log.isBehind() && performance.now() < giveUp)
    // What has just closed its output is about to end.
    if (open.size === 0) await within(endingMs, gone.promise)
    const isHeld = open.size > 0
    for (const stream of open) log.flush(stream)
    const survivors = (left?.survivors ?? []).map((pid): Survivor => ({ pid, command: commandOf(pid, log.find) }))
    const leftBehind = left === null || left.kind === 'lost' ? 0 : left.count
    const notes = [
      ...warnings.map((words) => `LocalFlow: this run ${words}`),
      ...(isHeld || leftBehind > 0 ? [leftNote(leftBehind)] : []),
    ]
    const summary = await log.end(notes, log.find)
    const used = exactly(measured, [end, left ?? end], end.at - begun)
    const usage: Usage = { ...used, warnings, survivors }
    return {
      attemptId: order.attemptId,
      ...{
        at: end.at,
        pid,
        ...(end.kind === 'gone' ? noExit : exitOf(end.status)),
        cause: end.cause === 'none' ? null : end.cause,
        error: null,
      },
      ...{ leftBehind, usage, ...summary },
      // A keeper that dies later changes nothing of a known end.
      ...(end.kind === 'lost' ? { lost: true as const } : {}),
    }
  }

  return {
    hear,
    hasEnded: (): boolean => hasEnded,
    closed(stream: 'out' | 'err'): void {
      open.delete(stream)
      log.flush(stream)
      streams[stream].resolve()
    },
    outcome,
  }
}

type Measured = Omit<Usage, 'warnings' | 'survivors'>

/** Samples see little of a short process; the system has counted all of it when it ends. */
function exactly(measured: Measured | null, reports: Report[], tookMs: number): Measured {
  const cpuMs = Math.max(measured?.cpuMs ?? 0, ...reports.map(({ userUs, systemUs }) => Math.round((userUs + systemUs) / 1_000)))
  const peakMemory = Math.max(measured?.peakMemory ?? 0, ...reports.map(({ peakKb }) => peakKb * 1_024))
  if (measured) return { ...measured, cpuMs, peakMemory }
  const cpu = Math.round((cpuMs / Math.max(1, tookMs)) * 100) / 100
  return { cpuMs, peakMemory, averageMemory: peakMemory, peakCpu: cpu, averageCpu: cpu }
}
