import { monitorEventLoopDelay } from 'node:perf_hooks'
import { endedStates } from '../../../shared/run-state.ts'
import type { Clock } from '../base/clock.ts'
import type { Topic } from '../base/topic.ts'
import type { Runners } from '../runner-client/runner-client.ts'
import type { StoredEvent } from '../store/events.ts'
import type { Store } from '../store/store.ts'
import type { Counts } from '../store/tally.ts'

/** Upper bounds in seconds, as Prometheus requires for its buckets. */
export const durationBuckets = [0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 900, 3_600, 14_400, 86_400]

export type Metrics = {
  queues: ({ name: string; oldestSeconds: number } & Counts)[]
  /** Since this engine started. */
  enqueued: number
  started: number
  retried: number
  ended: Record<(typeof endedStates)[number], number>
  durations: { buckets: number[]; count: number; sum: number }
  runner: { connected: boolean; children: number }
  eventLoopDelaySeconds: { p50: number; p99: number; max: number }
  databaseBytes: number
  residentBytes: number
}

const noTests: ReadonlySet<number> = new Set()

/** Counted from committed events, so that reading the metrics costs the same however long the history is. */
export function createMetrics(
  store: Store,
  clock: Clock,
  committed: Topic<StoredEvent[]>,
  runners: Pick<Runners, 'isConnected' | 'children'>,
) {
  const totals = { enqueued: 0, started: 0, retried: 0 }
  const ended = { succeeded: 0, failed: 0, cancelled: 0, skipped: 0 }
  const durations = { buckets: durationBuckets.map(() => 0), count: 0, sum: 0 }
  let delay: ReturnType<typeof monitorEventLoopDelay> | null = null

  committed.listen((events) => {
    const ofRuns = events.filter((event) => event.noun === 'run')
    const tests = testsAmong(ofRuns)
    for (const event of ofRuns) if (!tests.has(event.run)) count(event)
  })

  /** Tests of drafts are left out of all statistics. */
  function testsAmong(events: readonly { run: number }[]): ReadonlySet<number> {
    if (events.length === 0) return noTests
    let [first, last] = [Number.POSITIVE_INFINITY, 0]
    for (const { run } of events) [first, last] = [Math.min(first, run), Math.max(last, run)]
    return new Set(store.runs.testsBetween(first, last))
  }

  function count({ type, data }: StoredEvent): void {
    if (type === 'queued') totals.enqueued++
    else if (type === 'started') totals.started++
    else if (type === 'attempt failed' || type === 'retried') totals.retried++
    else if (isEnded(type)) {
      ended[type]++
      if (typeof data['ms'] === 'number') measure(data['ms'] / 1_000)
    }
  }

  function measure(seconds: number): void {
    durations.count++
    durations.sum += seconds
    for (const [index, end] of durationBuckets.entries())
      if (seconds <= end) durations.buckets[index] = (durations.buckets[index] ?? 0) + 1
  }

  /** Measured from the first request on, because it costs a timer. */
  function delays(): Metrics['eventLoopDelaySeconds'] {
    if (!delay) {
      delay = monitorEventLoopDelay({ resolution: 50 })
      delay.enable()
      return { p50: 0, p99: 0, max: 0 }
    }
    // The timer's own interval does not count as a delay.
    const beyond = (ns: number) => Math.max(0, (Number.isFinite(ns) ? ns : 0) / 1e9 - 0.05)
    const read = { p50: beyond(delay.percentile(50)), p99: beyond(delay.percentile(99)), max: beyond(delay.max) }
    delay.reset()
    return read
  }

  return {
    read: (): Metrics => ({
      queues: store.queues.list().map(({ name }) => {
        const since = store.tasks.oldestReady(name)
        return { name, ...store.tally.of(name), oldestSeconds: since === null ? 0 : Math.max(0, clock.now() - since) / 1_000 }
      }),
      ...totals,
      ended: { ...ended },
      durations: { ...durations, buckets: [...durations.buckets] },
      runner: { connected: runners.isConnected(), children: runners.children() },
      eventLoopDelaySeconds: delays(),
      databaseBytes: store.size(),
      residentBytes: process.memoryUsage.rss(),
    }),
  }
}

const isEnded = (type: string): type is (typeof endedStates)[number] => (endedStates as readonly string[]).includes(type)
