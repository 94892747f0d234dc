import type { Stream } from '../../shared/model/log.ts'
import { createLatch, createTopic } from '../engine/base/topic.ts'
import type { Engine } from '../engine/engine.ts'

/** `from`: a line of the first attempt that is sent; `end`: only later ones. */
export type LivePlace = { ref: string; node?: string | undefined; attempt?: number | undefined; from: number | 'end' }

type Common = { run: number; at: number; attempt: number }
export type LiveMessage = Common &
  (
    | { type: 'log'; line: number; stream: Stream; text: string; cut: number }
    | { type: 'metric'; cpu: number; memory: number; processes: number }
    | { type: 'status'; status: string; reason: string | null; exitCode: number | null; error: string | null }
  )

const metricMs = 1_000

/**
 * The lines of a run's log, changes of its status and samples of its processes, as they come, until the run has ended; of one
 * attempt until that has. The next message is only made once the one before was taken. Throws `not-found`.
 */
export async function* liveLog(engine: Engine, place: LivePlace, abort: AbortSignal): AsyncGenerator<LiveMessage> {
  const { id } = engine.runs.find(place.ref)
  const owner = engine.runs.logOwner(place.ref, place.node)
  const changes = createChanges(engine, id, owner, abort)
  try {
    let attempt = place.attempt ?? (await changes.attemptAfter(0))
    // The last status comes after the last line: a reader may stop there.
    if (attempt === 0 || !engine.logs.hasEnded(owner)) yield* changes.news(attempt)
    let from = place.from === 'end' ? (await engine.logs.size(owner, place.attempt ?? null)).lines + 1 : place.from
    while (attempt > 0 && !abort.aborted) {
      const lines = engine.logs.follow(owner, attempt, from, abort)
      yield* changes.between(lines, attempt)
      const next: number = place.attempt === undefined ? await changes.attemptAfter(attempt) : 0
      yield* changes.news(Math.max(attempt, next))
      attempt = next
      from = 1
    }
  } finally {
    changes.close()
  }
}

type Lines = ReturnType<Engine['logs']['follow']>

function createChanges(engine: Engine, id: string, owner: string, abort: AbortSignal) {
  const { clock } = engine.config
  const news = createTopic<null>()
  const latch = createLatch(news, () => true)
  const close = engine.committed.listen((events) => {
    if (events.some((event) => event.noun === 'run' && event.id === id)) news.tell(null)
  })
  let stopTimer = clock.after(metricMs, tick)
  function tick(): void {
    news.tell(null)
    stopTimer = clock.after(metricMs, tick)
  }
  let lastStatus = ''
  let lastSample = 0

  /** The status and the newest sample, if they changed. */
  function* changed(attempt: number): Generator<LiveMessage> {
    const { number: run, status, reason, exitCode, error, endedAt } = engine.runs.find(id)
    const common = { run, at: endedAt ?? clock.now(), attempt }
    const text = JSON.stringify([status, attempt])
    if (text !== lastStatus) yield { type: 'status', ...common, status, reason, exitCode, error }
    lastStatus = text
    const sample = engine.samples.latest(owner, attempt)
    if (!sample || sample.at <= lastSample) return
    lastSample = sample.at
    const { at, cpu, memory, count: processes } = sample
    yield { type: 'metric', run, at, attempt, cpu, memory, processes }
  }

  return {
    news: changed,
    /** The lines, with what else changes in the meantime. */
    async *between(lines: Lines, attempt: number): AsyncGenerator<LiveMessage> {
      const { number: run } = engine.runs.find(id)
      let other: Promise<null> | null = null
      for (let next = lines.next(); ; ) {
        other ??= latch.wait(abort).then(() => null)
        const result = await Promise.race([next, other])
        if (result === null) {
          other = null
          if (!engine.logs.hasEnded(owner)) yield* changed(attempt)
          if (!abort.aborted) continue
        }
        if (result === null || result.done) return
        const { n: line, at, stream, text, cut } = result.value
        yield { type: 'log', run, at, attempt, line, stream, text, cut }
        next = lines.next()
      }
    },
    /** The attempt after this one; 0 if the run ends without one. */
    async attemptAfter(attempt: number): Promise<number> {
      for (; !abort.aborted; await latch.wait(abort)) {
        const newest = engine.logs.newestAttempt(owner)
        // At first the newest; then each, also one that was over before its turn.
        if (newest > attempt) return attempt === 0 ? newest : attempt + 1
        if (engine.logs.hasEnded(owner)) return 0
      }
      return 0
    },
    close(): void {
      stopTimer()
      close()
      latch.close()
    },
  }
}
