import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine } from './engine.ts'
import { createFakeClock } from './fake-clock.ts'

/** Where the clock of these tests starts: a Monday. */
export const nine = Date.UTC(2026, 0, 5, 9)

export const draft = (expr: string, over: object = {}) =>
  ScheduleDraft.parse({ timing: { kind: 'cron', expr }, tz: 'UTC', ...over })

/** An engine with so many equal schedules, fifty of each job, that has looked at its clock once. */
export async function withSchedules(count: number, expr: string, over: object = {}) {
  const clock = createFakeClock(nine)
  const engine = await startTestEngine({ clock, parallel: 50 })
  const ids: string[] = []
  for (let at = 0; at < count / 50; at++) {
    const job = await engine.jobs.create(
      JobDraft.parse({ name: `job ${at}`, body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' }),
    )
    const made = await Promise.all(Array.from({ length: 50 }, () => engine.schedules.create(job.id, draft(expr, over))))
    ids.push(...made.map(({ id }) => id))
  }
  await engine.lookAtClock()
  return { clock, engine, ids }
}

export const occurrences = (engine: Engine, id: string) => engine.schedules.occurrencesOf(id, null, 500)
