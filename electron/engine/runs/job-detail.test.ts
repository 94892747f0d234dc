import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

it('a retried run says when it was queued again, so that the time after its end does not count as a wait', async () => {
  const clock = createFakeClock(Date.UTC(2026, 0, 5, 12))
  const engine = await startTestEngine({ clock })
  const job = await engine.jobs.create(JobDraft.parse({ name: 'report', body: { kind: 'builtin', name: 'fail' } }))
  const { id } = await engine.manual.runJob(job.id, 'api')
  await untilEnded(engine, id)
  expect(engine.runs.detail(id).retriedAt).toBeNull()
  clock.advance(3_600_000)
  await engine.runs.retry(id)
  await untilEnded(engine, id)
  const { createdAt, retriedAt, startedAt } = engine.runs.detail(id)
  expect([Number(retriedAt) - createdAt, Number(startedAt) - Number(retriedAt)]).toEqual([3_600_000, 0])
})
