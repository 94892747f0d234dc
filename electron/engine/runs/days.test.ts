import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const hour = 3_600_000
/** Noon, so that every zone is on the same day for some hours. */
const noon = Date.UTC(2026, 0, 5, 12)

it('each day of a job knows how its runs ended, also when they are tried again, and what was missed', async () => {
  const clock = createFakeClock(noon)
  const engine = await startTestEngine({ clock })
  const body = { kind: 'builtin' as const, name: 'fail' as const }
  const job = await engine.jobs.create(JobDraft.parse({ name: 'report', body, overlap: 'skip' }))
  const run = async () => untilEnded(engine, (await engine.manual.runJob(job.id, 'api')).id)
  const first = await run()
  const [day] = engine.jobs.days('report', 90).items
  expect(day).toMatchObject({ day: engine.jobs.days('report', 90).today, succeeded: 0, failed: 1, other: 0, missed: 0 })
  await engine.jobs.update(job.id, { ...job, body: { kind: 'builtin', name: 'noop', input: null } }, undefined)
  await run()
  await engine.runs.retry(first.id)
  await untilEnded(engine, first.id)
  await until(() => engine.jobs.days('report', 90).items[0]?.failed === 1)
  expect(engine.jobs.days('report', 90).items).toMatchObject([{ succeeded: 1, failed: 1 }])

  await engine.schedules.create(
    job.id,
    ScheduleDraft.parse({ timing: { kind: 'every', ms: 60_000, anchor: noon }, tz: 'UTC', missed: { policy: 'none' } }),
  )
  await engine.lookAtClock()
  clock.sleep(hour)
  clock.advance(6_000)
  await engine.lookAtClock()
  const missed = () => engine.jobs.days('report', 90).items[0]?.missed ?? 0
  expect(missed()).toBe(60)
  clock.sleep(hour)
  clock.advance(6_000)
  await engine.lookAtClock()
  expect(missed()).toBeGreaterThan(115)
  expect(engine.jobs.days('report', 1).items).toHaveLength(1)
  const before = missed()
  clock.sleep(3 * 24 * hour)
  clock.advance(6_000)
  await engine.lookAtClock()
  const { items } = engine.jobs.days('report', 90)
  expect(items).toHaveLength(4)
  for (const item of items.slice(1, 3)) expect(item.missed).toBeGreaterThan(600)
  const sum = (all: { missed: number }[]) => all.reduce((total, item) => total + item.missed, 0)
  expect(Math.abs(sum(items) - before - 3 * 24 * 60)).toBeLessThan(3)
  // A clock that was only set ahead has missed no occurrence.
  clock.set(30 * 24 * hour)
  await engine.lookAtClock()
  clock.set(-30 * 24 * hour)
  clock.advance(61_000)
  await engine.lookAtClock()
  await engine.lookAtClock()
  expect(Math.abs(sum(engine.jobs.days('report', 90).items) - before - 3 * 24 * 60)).toBeLessThan(5)
  clock.advance(48 * hour)
  await engine.lookAtClock()
  expect(engine.jobs.days('report', 1).items.map(({ day: other }) => other)).not.toContain(day?.day)
})
