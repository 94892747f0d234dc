import { describe, expect, it } from 'vitest'
import { startTestEngine } from '../testing/engine.ts'
import { draft, nine, occurrences, withSchedules } from '../testing/schedules.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('the explanation of an occurrence', () => {
  it('comes from the records', async () => {
    const { clock, engine, ids } = await withSchedules(50, '0 10 * * *', { missed: { policy: 'none' } })
    const [id = '', other = ''] = ids
    const why = (of: string, at: number) => engine.schedules.why(of, at).text
    expect(why(id, nine + hour)).toBe(
      'The occurrence at 2026-01-05 10:00 (UTC) is in the future. It will run if LocalFlow is running then.',
    )
    expect(why(id, nine + 30 * minute)).toBe(
      'The schedule has no occurrence at 2026-01-05 09:30 (UTC): its rule is "At 10:00, every day". Its next occurrence after that is at 2026-01-05 10:00.',
    )
    await engine.schedules.pause(other, 'audit', null)
    await engine.lookAtClock()
    clock.sleep(2 * hour)
    clock.advance(minute)
    await engine.lookAtClock()
    expect(why(id, nine + hour)).toBe(
      'The occurrence at 2026-01-05 10:00 (UTC) was missed: the computer was asleep from 2026-01-05 09:00 to 2026-01-05 11:00:05.',
    )
    clock.advance(22 * hour + 59 * minute)
    await engine.lookAtClock()
    await engine.schedules.resume(other)
    expect(why(other, nine + hour)).toBe('The occurrence at 2026-01-05 10:00 (UTC) was skipped: its schedule was paused.')
    expect(why(id, nine - 23 * hour)).toContain('The schedule did not exist at 2026-01-04 10:00 (UTC): it was created')
    const ran = await engine.schedules.create('job 0', draft('0 11 * * *'))
    await engine.lookAtClock()
    clock.advance(ran.nextAt === null ? 0 : ran.nextAt - clock.now())
    await engine.lookAtClock()
    expect(why(ran.id, ran.nextAt ?? 0)).toMatch(/^The occurrence at 2026-01-06 11:00 \(UTC\) ran on time: run \d+ (is )?\w+\.$/)
  })

  it('names the pause of a schedule that is still paused, and never accuses LocalFlow of a bug', async () => {
    const { clock, engine, ids } = await withSchedules(50, '*/10 * * * *')
    const [paused = '', until = '', disabled = ''] = ids
    const why = (of: string, minutes: number) => engine.schedules.why(of, nine + minutes * minute).text
    await engine.schedules.pause(paused, 'moving disks', null)
    await engine.schedules.pause(until, '', nine + 50 * minute)
    await engine.schedules.setEnabled(disabled, false)
    clock.advance(35 * minute)
    await engine.lookAtClock()
    const text = 'The occurrence at 2026-01-05 09:20 (UTC) was skipped: its schedule'
    expect(why(paused, 20)).toBe(`${text} has been paused since 2026-01-05 09:00 (moving disks).`)
    expect(why(until, 20)).toBe(`${text} has been paused since 2026-01-05 09:00 until 2026-01-05 09:50 (UTC).`)
    expect(why(disabled, 20)).toBe(`${text} is disabled.`)
    expect(why(paused, 25)).toContain('The schedule has no occurrence at 2026-01-05 09:25 (UTC)')
    const skipped = { dueAt: nine + 10 * minute, lastAt: nine + 30 * minute, count: 3, outcome: 'skipped' }
    expect(occurrences(engine, paused)).toMatchObject([{ ...skipped, reason: 'paused', run: null }])
    expect(occurrences(engine, disabled)).toMatchObject([{ ...skipped, reason: 'turned-off', run: null }])
    expect(engine.schedules.get(paused).nextAt).toBe(nine + 40 * minute)
    await engine.schedules.resume(paused)
    expect(why(paused, 20)).toBe(`${text} was paused.`)
    expect(occurrences(engine, paused)).toMatchObject([{ ...skipped, reason: 'paused' }])
  })

  it('says what happens next to an occurrence that its jitter delays, or that passed while LocalFlow was closed', async () => {
    const { clock, engine, ids } = await withSchedules(50, '0 10 * * *', { jitterMs: 30 * minute })
    const [id = ''] = ids
    clock.advance(hour)
    await engine.lookAtClock()
    expect(engine.schedules.why(id, nine + hour).text).toMatch(
      /^The occurrence at 2026-01-05 10:00 \(UTC\) starts at 2026-01-05 10:\d\d:\d\d, delayed by the jitter of its schedule\.$/,
    )
    engine.stop()
    clock.advance(day)
    const command = await startTestEngine({ dataFolder: engine.dataFolder, clock, host: 'cli', dispatch: false })
    expect(command.schedules.why(id, nine + hour).text).toBe(
      'The occurrence at 2026-01-05 10:00 (UTC) has no outcome yet: LocalFlow records it when the desktop app or "lf serve" runs.',
    )
  })

  it('of a time before the schedule existed invents no occurrence', async () => {
    const { engine, ids } = await withSchedules(50, '0 10 * * *')
    const text = engine.schedules.why(ids[0] ?? '', nine - 25.5 * hour).text
    expect(text).toBe('The schedule did not exist at 2026-01-04 07:30 (UTC): it was created at 2026-01-05 09:00.')
  })

  it('says which future occurrence will be skipped, and why', async () => {
    const { engine, ids } = await withSchedules(50, '0 10 * * *')
    const [id = '', other = ''] = ids
    const [ten, tenTomorrow] = [nine + hour, nine + 25 * hour]
    const why = (of: string, at: number) => engine.schedules.why(of, at).text
    await engine.schedules.skipNext(id, true)
    expect(why(id, ten)).toBe('The occurrence at 2026-01-05 10:00 (UTC) will be skipped: a person skipped it.')
    expect(why(id, tenTomorrow)).toContain('is in the future')
    await engine.schedules.pause(other, 'audit', nine + 2 * hour)
    expect(why(other, ten)).toBe(
      'The occurrence at 2026-01-05 10:00 (UTC) will be skipped: its schedule is paused until 2026-01-05 11:00 (UTC) (audit).',
    )
    expect(why(other, tenTomorrow)).toContain('is in the future')
    await engine.schedules.setEnabled(other, false)
    expect(why(other, tenTomorrow)).toContain('will be skipped: its schedule is disabled.')
    await engine.settings.update({ paused: { until: null, reason: 'holiday' } })
    expect(why(id, ten)).toContain('will be skipped: all automatic runs are paused (holiday).')
    await engine.settings.update({ paused: null })
    await engine.jobs.setEnabled('job 0', false)
    expect(why(id, tenTomorrow)).toContain('will be skipped: its job is disabled.')
  })
})
