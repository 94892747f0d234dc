import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const hour = 3_600_000
const fail = { kind: 'builtin', name: 'fail' } as const
const noop = { kind: 'builtin', name: 'noop' } as const

async function openHourly(over: object = {}) {
  const clock = createFakeClock()
  const engine = await startTestEngine({ clock })
  const job = await engine.jobs.create(JobDraft.parse({ name: 'Backup', body: fail, pauseAfter: 3, ...over }))
  const schedule = await engine.schedules.create(
    job.id,
    ScheduleDraft.parse({ timing: { kind: 'cron', expr: '0 * * * *' }, tz: 'UTC' }),
  )
  const run = async (body?: object) => {
    if (body) await engine.jobs.update(job.id, JobDraft.parse({ ...engine.jobs.get(job.id), body }), undefined)
    const { id } = await engine.manual.runJob(job.id, 'hand')
    return untilEnded(engine, id)
  }
  const pass = async (hours: number) => {
    for (let n = 0; n < hours; n++) {
      clock.advance(hour)
      await engine.lookAtClock()
      await until(async () => engine.info().running === 0 && (await statuses(engine)).every((status) => status !== 'queued'))
    }
  }
  return { engine, job, schedule, run, pass }
}

const statuses = async (engine: Engine) =>
  (await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 100 })).items.map(({ status }) => status)

describe('a job that fails too often in a row', () => {
  it('is paused with its schedules, which start nothing until it is resumed; then failures count from the start', async () => {
    const { engine, job, schedule, pass } = await openHourly()
    await pass(5)
    expect(await statuses(engine)).toEqual(['failed', 'failed', 'failed'])
    const reason = 'Paused after 3 failures in a row'
    expect(engine.jobs.get(job.id).paused).toMatchObject({ reason })
    expect(engine.schedules.get(schedule.id).paused).toMatchObject({ reason, until: null, actor: { kind: 'system' } })
    expect(
      engine.schedules.occurrencesOf(schedule.id, null, 10).map(({ outcome, reason }) => `${outcome} ${reason ?? ''}`.trim()),
    ).toEqual(['skipped paused', 'ran', 'ran', 'ran'])
    const { items } = engine.jobs.list({ cursor: null, limit: 10 })
    expect(items[0]).toMatchObject({ paused: { reason }, schedule: { rests: 'Paused' } })
    expect((await engine.jobs.matching('paused:yes', { cursor: null, limit: 10 })).items).toHaveLength(1)
    expect(engine.alerts.list({ state: 'open', cursor: null, limit: 10 }).items[0]).toMatchObject({ count: 3, paused: reason })

    expect(await engine.jobs.resume(job.id)).toMatchObject({ paused: null })
    expect(engine.schedules.get(schedule.id)).toMatchObject({ paused: null })
    await pass(2)
    expect(engine.jobs.get(job.id).paused).toBeNull()
    expect(await statuses(engine)).toHaveLength(5)
    await pass(1)
    expect(engine.jobs.get(job.id).paused).toMatchObject({ reason })
    await expect(engine.jobs.resume(job.id).then(() => engine.jobs.resume(job.id))).rejects.toThrow(
      'The job "Backup" is not paused.',
    )
  })

  it('is resumed with any of its schedules', async () => {
    const { engine, job, schedule, pass } = await openHourly({ pauseAfter: 1 })
    await engine.schedules.create(job.id, ScheduleDraft.parse({ timing: { kind: 'cron', expr: '30 0 1 1 *' }, tz: 'UTC' }))
    await pass(1)
    expect(engine.schedules.ofJob(job.id).map(({ paused }) => paused?.reason)).toEqual(Array(2).fill('Paused after 1 failure'))
    await engine.schedules.resume(schedule.id)
    expect(engine.jobs.get(job.id).paused).toBeNull()
    expect(engine.schedules.ofJob(job.id).map(({ paused }) => paused)).toEqual([null, null])
    await pass(1)
    expect(await statuses(engine)).toHaveLength(2)
  })

  it('holds back its triggers, and starts when a person starts it', async () => {
    const { engine, job, run } = await openHourly({ pauseAfter: 2 })
    const { address, id } = await engine.triggers.create(job.id, TriggerDraft.parse({ on: { kind: 'webhook' } }))
    await run()
    await run()
    await expect(engine.triggers.called(address?.split('/').at(-1) ?? '', { body: {} })).rejects.toThrow(
      'the job was paused after 2 failures in a row',
    )
    expect(engine.triggers.ofJob(job.id).find((trigger) => trigger.id === id)?.last).toMatchObject({ run: null })
    expect((await run(noop)).status).toBe('succeeded')
    expect(engine.jobs.get(job.id).paused).not.toBeNull()
  })

  it('counts only failures without a success between them; cancelled runs count as neither', async () => {
    const { engine, job, run } = await openHourly({ pauseAfter: 2 })
    await run()
    await run(noop)
    await run(fail)
    await engine.jobs.update(
      job.id,
      JobDraft.parse({ ...engine.jobs.get(job.id), body: { kind: 'builtin', name: 'sleep', input: { ms: 600_000 } } }),
      undefined,
    )
    const stopped = await engine.manual.runJob(job.id, 'hand')
    await engine.runs.cancel(stopped.id)
    await untilEnded(engine, stopped.id)
    expect(engine.jobs.get(job.id).paused).toBeNull()
    await run(fail)
    expect(engine.jobs.get(job.id).paused).toMatchObject({ reason: 'Paused after 2 failures in a row' })
    expect(engine.jobs.get(job.id).version, 'the setting and the pause make no version').toBe(5)
  })
})
