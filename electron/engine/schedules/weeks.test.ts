import fc from 'fast-check'
import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { type Occurrence, ScheduleDraft, type ScheduleInput } from '../../../shared/model/schedule.ts'
import { momentsOf } from '../../../shared/schedule/moments.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const begin = Date.UTC(2026, 2, 27, 9)
const count = Number(process.env['WEEKS'] ?? 8)

/** The events in the life of a laptop, and their durations. */
type Doing = { kind: 'lives' | 'sleeps' | 'closed' | 'crashed' | 'set'; ms: number }

const doings = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('lives' as const), ms: fc.integer({ min: 1_000, max: 3 * hour }) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constantFrom('sleeps' as const, 'closed' as const, 'crashed' as const),
        ms: fc.integer({ min: 1_000, max: 2 * day }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('set' as const), ms: fc.integer({ min: -3 * hour, max: 6 * hour }) }) },
  ),
  { minLength: 4, maxLength: 12 },
)

const timings: ScheduleInput['timing'][] = [
  { kind: 'cron', expr: '*/20 * * * *' },
  { kind: 'cron', expr: '30 2 * * *' },
  { kind: 'cron', expr: '30 1 * * *' },
  { kind: 'cron', expr: '0 9-17 * * 1-5' },
  { kind: 'every', ms: 47 * minute, anchor: begin - 3 * hour },
]

const specs = fc.record({
  timing: fc.constantFrom(...timings),
  tz: fc.constantFrom('Europe/London', 'UTC', 'Australia/Lord_Howe'),
  jitterMs: fc.constantFrom(0, 0, 7 * minute),
  missed: fc.record({ policy: fc.constantFrom('none' as const, 'last' as const, 'all' as const), cap: fc.constantFrom(2, 100) }),
  daysOff: fc.constantFrom([], ['2026-03-29']),
})

/** The week of a laptop: returns its clock at the end, and the latest time it had reached. */
async function live(
  first: Engine,
  clock: ReturnType<typeof createFakeClock>,
  events: Doing[],
): Promise<{ engine: Engine; furthest: number }> {
  let engine = first
  let furthest = clock.now()
  for (const { kind, ms } of events) {
    if (kind === 'closed' || kind === 'crashed') {
      if (kind === 'closed') await engine.lookAtClock()
      engine.stop()
      clock.sleep(ms)
      engine = await startTestEngine({ dataFolder: first.dataFolder, clock, parallel: 50 })
    } else if (kind === 'sleeps') clock.sleep(ms)
    else if (kind === 'set') clock.set(ms)
    else
      for (let left = ms; left > 0; left -= 10 * minute) {
        clock.advance(Math.min(left, 10 * minute))
        await engine.lookAtClock()
      }
    await engine.lookAtClock()
    furthest = Math.max(furthest, clock.now())
  }
  // Occurrences delayed by jitter, or not noticed yet, are recorded by then.
  for (let step = 0; step < 3; step++) {
    clock.advance(6 * minute)
    await engine.lookAtClock()
  }
  return { engine, furthest: Math.max(furthest, clock.now()) }
}

/** All of them, oldest first. */
function occurrencesOf(engine: Engine, id: string): Occurrence[] {
  const all: Occurrence[] = []
  for (;;) {
    const some = engine.schedules.occurrencesOf(id, all.at(-1)?.dueAt ?? null, 500)
    all.push(...some)
    if (some.length < 500) return all.toReversed()
  }
}

it('every moment of any week has one outcome, and none starts a second run', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(specs, { minLength: 1, maxLength: 3 }), doings, async (inputs, events) => {
      const clock = createFakeClock(begin)
      const first = await startTestEngine({ clock, parallel: 50 })
      const job = await first.jobs.create(
        JobDraft.parse({ name: 'tick', body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' }),
      )
      const drafts = inputs.map((input) => ScheduleDraft.parse(input))
      const ids: string[] = []
      for (const draft of drafts) ids.push((await first.schedules.create(job.id, draft)).id)
      const { engine } = await live(first, clock, events)

      for (const [index, id] of ids.entries()) {
        const draft = drafts[index] as ScheduleDraft
        const occurrences = occurrencesOf(engine, id)
        // One after the other, without overlap.
        for (let at = 1; at < occurrences.length; at++)
          expect(occurrences[at]?.dueAt, 'occurrences do not overlap').toBeGreaterThan(occurrences[at - 1]?.lastAt ?? 0)
        const moments = momentsOf(draft)
        const now = clock.now() - draft.jitterMs
        for (let at = moments.next(begin); at !== null && at <= now; at = moments.next(at)) {
          const due = at
          const found = occurrences.filter(({ dueAt, lastAt }) => dueAt <= due && lastAt >= due)
          expect(found.length, `${new Date(due).toISOString()} of ${JSON.stringify(draft.timing)}`).toBe(1)
        }
        for (const { dueAt, lastAt, outcome, run } of occurrences) {
          expect(moments.next(dueAt - 1)).toBe(dueAt)
          expect(moments.next(lastAt - 1)).toBe(lastAt)
          expect(run !== null).toBe(outcome === 'ran' || outcome === 'late')
        }
      }
      const { items } = await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 500 })
      const moments = items.map(({ dueAt }) => dueAt)
      if (ids.length === 1) expect(new Set(moments).size, 'no moment has two runs').toBe(moments.length)
      engine.stop()
    }),
    {
      numRuns: count,
      ...(process.env['WEEKS_PATH'] ? { path: process.env['WEEKS_PATH'], endOnFailure: true } : {}),
      ...(process.env['WEEKS_SEED'] ? { seed: Number(process.env['WEEKS_SEED']) } : {}),
    },
  )
}, 300_000)
