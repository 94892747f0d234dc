import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { startTestEngine } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const hour = 3_600_000
const day = 24 * hour
const midnight = Date.UTC(2026, 0, 5)

async function withSchedule(expr: string) {
  const clock = createFakeClock(midnight)
  const engine = await startTestEngine({ clock })
  const job = await engine.jobs.create(JobDraft.parse({ name: 'job', body: { kind: 'builtin', name: 'noop' } }))
  const { id } = await engine.schedules.create(job.id, ScheduleDraft.parse({ timing: { kind: 'cron', expr }, tz: 'UTC' }))
  /** The hours at which occurrences are skipped, and those at which they are due. */
  const shown = async (to = midnight + day - 1) => {
    const { occurrences, upcoming } = await engine.schedules.calendar(midnight, to, 'UTC')
    const skipped = occurrences.filter(({ outcome }) => outcome === 'skipped')
    const hourOf = ({ dueAt }: { dueAt: number }): number => (dueAt - midnight) / hour
    return { skipped: skipped.map(hourOf), reasons: [...new Set(skipped.map(({ reason }) => reason))], due: upcoming.map(hourOf) }
  }
  return { clock, engine, id, shown }
}

describe('a calendar', () => {
  it('shows what a pause of a schedule has skipped and will skip', async () => {
    const { clock, engine, id, shown } = await withSchedule('0 3,9,15,21 * * *')
    await engine.schedules.pause(id, 'audit', midnight + 16 * hour)
    clock.advance(10 * hour)
    expect(await shown()).toEqual({ skipped: [3, 9, 15], reasons: ['paused'], due: [21] })
    await engine.schedules.resume(id)
    expect(await shown()).toMatchObject({ due: [15, 21] })
    await engine.schedules.pause(id, 'audit', null)
    expect((await shown()).due).toEqual([])
    expect((await shown()).skipped).toEqual(expect.arrayContaining([15, 21]))
  })

  it('shows what a pause of everything will skip', async () => {
    const { engine, shown } = await withSchedule('0 3,9,15 * * *')
    await engine.settings.update({ paused: { until: midnight + 10 * hour, reason: '' } })
    expect(await shown()).toEqual({ skipped: [3, 9], reasons: ['all-paused'], due: [15] })
  })

  it('counts the skipped occurrences of a frequent schedule day by day', async () => {
    const { engine, id } = await withSchedule('*/10 * * * *')
    await engine.schedules.pause(id, 'audit', null)
    const { occurrences } = await engine.schedules.calendar(midnight, midnight + 2 * day - 1, 'UTC')
    expect(occurrences.map(({ count }) => count)).toEqual([143, 144])
  })

  it('shows nothing of a disabled schedule', async () => {
    const { engine, id, shown } = await withSchedule('0 3 * * *')
    await engine.schedules.setEnabled(id, false)
    expect(await shown()).toEqual({ skipped: [], reasons: [], due: [] })
  })
})
