import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'

const params = {
  width: { type: 'integer', default: 800, min: 1, max: 10_000 },
  region: { type: 'enum', options: ['eu', 'us'], required: true },
}
const job = (fields: object = {}) =>
  JobDraft.parse({ name: 'resize', body: { kind: 'builtin', name: 'noop' }, params, ...fields })
const run = (engine: Engine, given: Params) => engine.manual.runJob('resize', 'api', given)
const valuesOf = (engine: Engine, ref: string): Params => engine.runs.detail(ref).params

it('a run has the values that were given, and the defaults', async () => {
  const engine = await startTestEngine()
  await engine.jobs.create(job())
  expect(valuesOf(engine, (await run(engine, { region: 'eu' })).id)).toEqual({ width: 800, region: 'eu' })
  expect(valuesOf(engine, (await run(engine, { region: 'us', width: '20' })).id)).toEqual({ width: 20, region: 'us' })
})

it('a required value from a state key that is not set names the key and how to set it', async () => {
  const engine = await startTestEngine()
  await engine.jobs.create(job())
  const text =
    'Could not run "resize": region is required, but the state key "place" of "resize" has no value: set one with lf state set place VALUE --job "resize".'
  await expect(run(engine, { region: '$state.place' })).rejects.toThrow(text)
  await engine.jobs.create(job({ name: 'other', params: { region: { type: 'enum', options: ['eu'], default: 'eu' } } }))
  const { id } = await engine.manual.runJob('other', 'api', { region: '$state.place' })
  expect(valuesOf(engine, id)).toEqual({ region: 'eu' })
})

it('wrong values are refused, each with its place, and nothing is started', async () => {
  const engine = await startTestEngine()
  await engine.jobs.create(job())
  await expect(run(engine, { width: 0, widt: 5 })).rejects.toMatchObject({
    code: 'invalid',
    message:
      'Could not run "resize": widt is not a parameter; did you mean "width"? width must be at least 1. region is required.',
    issues: expect.arrayContaining([
      { path: 'params.width', message: 'must be at least 1' },
      { path: 'params.widt', message: 'is not a parameter; did you mean "width"?' },
      { path: 'params.region', message: 'is required' },
    ]),
  })
  expect((await engine.runs.list({ status: null, job: 'resize', q: null, cursor: null, limit: 5 })).items).toEqual([])
})

it('a re-run keeps the values, without those that the job no longer has', async () => {
  const engine = await startTestEngine()
  const { id } = await engine.jobs.create(job())
  const first = await untilEnded(engine, (await run(engine, { region: 'eu', width: 5 })).id)
  await engine.jobs.update(id, job({ params: { region: params.region } }), undefined)
  const again = await engine.runs.again(first.id, 'api')
  expect(valuesOf(engine, again.id)).toEqual({ region: 'eu' })
})

describe('what starts runs by itself', () => {
  it('gives the values that it was set to', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(job())
    await engine.jobs.create(JobDraft.parse({ name: 'first', body: { kind: 'builtin', name: 'noop' } }))
    const after = TriggerDraft.parse({ on: { kind: 'after', job: 'first' }, params: { region: 'us', width: '$event.run' } })
    await engine.triggers.create('resize', after)
    const first = await untilEnded(engine, (await engine.manual.runJob('first', 'api')).id)
    const [started] = (await engine.runs.list({ status: null, job: 'resize', q: null, cursor: null, limit: 5 })).items
    expect(valuesOf(engine, started?.id ?? '')).toMatchObject({ region: 'us', width: first.number, status: 'succeeded' })
  })

  it('is refused where it would start no run', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(job())
    const timing = { kind: 'cron', expr: '0 9 * * *' }
    await expect(engine.schedules.create('resize', ScheduleDraft.parse({ timing, tz: 'UTC' }))).rejects.toThrow(
      'Could not save the schedule: region is required.',
    )
    await expect(
      engine.triggers.create('resize', TriggerDraft.parse({ on: { kind: 'login' }, params: { region: 'mars' } })),
    ).rejects.toThrow('Could not save the trigger: region must be one of eu, us.')
  })

  it('keeps a job from asking for more than it gives', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(job())
    const timing = { kind: 'cron', expr: '0 9 * * *' }
    await engine.schedules.create(
      'resize',
      ScheduleDraft.parse({ timing, tz: 'UTC', name: 'mornings', params: { region: 'eu' } }),
    )
    const more = { ...params, format: { type: 'string', required: true } }
    await expect(engine.jobs.update(id, job({ params: more }), undefined)).rejects.toThrow(
      'Could not save "resize": its schedule "mornings" would start no run: format is required.',
    )
    await engine.triggers.create('resize', TriggerDraft.parse({ on: { kind: 'wake' }, name: 'photos', params: { region: 'eu' } }))
    await expect(engine.jobs.update(id, job({ params: more }), undefined)).rejects.toMatchObject({
      message:
        'Could not save "resize": its schedule "mornings" would start no run: format is required. Also, its trigger "photos" would start no run: format is required.',
      issues: expect.arrayContaining([{ path: 'params.format', message: 'is required' }]),
    })
    expect(engine.jobs.get('resize').params).toEqual(params)
  })
})

describe('a secret parameter', () => {
  const secret = 'correct horse battery'
  const draft = JobDraft.parse({
    name: 'deploy',
    body: { kind: 'script', script: '# @param token secret\necho "token=$LOCALFLOW_PARAM_TOKEN"', interpreter: ['sh'] },
  })

  it('reaches the program, and no log, database or client', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(draft)
    const { id } = await untilEnded(engine, (await engine.manual.runJob('deploy', 'api', { token: secret })).id)
    const { items } = await engine.logs.read(id, null, 1, 10)
    expect(items.map(({ text }) => text)).toEqual(['token=***'])
    expect(valuesOf(engine, id)).toEqual({ token: '***' })
    const listed = await engine.runs.list({ status: null, job: 'deploy', q: null, cursor: null, limit: 5, details: true })
    expect(listed.items.map(({ details }) => details?.params)).toEqual([{ token: '***' }])
    const again = await untilEnded(engine, (await engine.runs.again(id, 'api')).id)
    expect((await engine.logs.read(again.id, null, 1, 10)).items.map(({ text }) => text)).toEqual(['token=***'])
    expect(readFileSync(join(engine.dataFolder, 'localflow.db'), 'latin1')).not.toContain(secret)
    const db = openDb(join(engine.dataFolder, 'localflow.db'))
    expect(JSON.stringify(db.prepare('SELECT * FROM run').all())).not.toContain(secret)
    db.close()
  })

  it('is not stored with the call of a webhook that brings it', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(draft)
    const hook = await engine.triggers.create('deploy', TriggerDraft.parse({ on: { kind: 'webhook' } }))
    const address = hook.address?.split('/hooks/')[1] ?? ''
    const call = { body: { token: secret, ref: 'main' }, query: { token: secret }, content_type: 'application/json' }
    const { id } = await engine.triggers.called(address, call)
    await untilEnded(engine, id)
    expect((await engine.logs.read(id, null, 1, 10)).items.map(({ text }) => text)).toEqual(['token=***'])
    const db = openDb(join(engine.dataFolder, 'localflow.db'))
    expect(JSON.stringify(db.prepare('SELECT * FROM run').all())).not.toContain(secret)
    db.close()
  })

  it('is for programs alone, and long enough to be masked', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(draft)
    await expect(engine.manual.runJob('deploy', 'api', { token: 'abc' })).rejects.toThrow(/token must have at least 4 characters/)
    await expect(engine.jobs.create(job({ params: { token: { type: 'secret' } } }))).rejects.toThrow(
      'only scripts, commands, flows and pipelines may have secret parameters such as "token"',
    )
  })
})
