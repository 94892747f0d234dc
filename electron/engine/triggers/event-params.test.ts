import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { TriggerDraft, type TriggerInput } from '../../../shared/model/trigger.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'

const job = (name: string, params: object, body: object = { kind: 'script', script: 'true', interpreter: ['sh'] }) =>
  JobDraft.parse({ name, body, params })

async function engineWith(params: object): Promise<Engine> {
  const engine = await startTestEngine()
  await engine.jobs.create(job('first', {}))
  await engine.jobs.create(job('next', params))
  return engine
}
const save = (engine: Engine, on: TriggerInput['on'], params: Params = {}) =>
  engine.triggers.create('next', TriggerDraft.parse({ on, params }))

describe('what a trigger takes from its event', () => {
  it.each<[string, TriggerInput['on'], object, Params, string]>([
    [
      'a number as a date',
      { kind: 'files', path: '/x' },
      { day: { type: 'date' } },
      { day: '$event.count' },
      'day cannot be "$event.count", which is a whole number.',
    ],
    [
      'a list as text',
      { kind: 'files', path: '/x' },
      { file: { type: 'file' } },
      { file: '$event.paths' },
      'file cannot be "$event.paths", which is a list of paths.',
    ],
    [
      'a fact of the same name that does not fit',
      { kind: 'files', path: '/x' },
      { path: { type: 'integer' } },
      {},
      'path cannot be "$event.path", which is a path.',
    ],
    [
      'a fact that there is not',
      { kind: 'files', path: '/x' },
      { file: { type: 'file' } },
      { file: '$event.pth' },
      'file cannot be "$event.pth", which this event does not have; did you mean "$event.path"?',
    ],
    [
      'a fact of an event without any',
      { kind: 'login' },
      { who: { type: 'string' } },
      { who: '$event.name' },
      'who cannot be "$event.name", which this event does not have.',
    ],
    [
      'a part of a number',
      { kind: 'after', job: 'first' },
      { n: { type: 'integer' } },
      { n: '$event.run.id' },
      'which this event does not have',
    ],
    [
      'a fixed value of the wrong type, in a webhook',
      { kind: 'webhook' },
      { n: { type: 'integer' } },
      { n: 'many' },
      'n must be a whole number.',
    ],
    [
      'a secret',
      { kind: 'webhook' },
      { token: { type: 'secret' } },
      { token: 'correct horse' },
      'token is a secret, which schedules and triggers cannot keep',
    ],
  ])('is refused when it is saved: %s', async (_, on, schema, params, message) => {
    const engine = await engineWith(schema)
    await expect(save(engine, on, params)).rejects.toThrow(message)
  })

  it('is accepted as far as it may fit', async () => {
    const engine = await engineWith({ n: { type: 'integer', required: true }, token: { type: 'secret', required: true } })
    await save(engine, { kind: 'webhook' })
    await save(engine, { kind: 'webhook' }, { n: '$event.body.count', token: '$event.query.key' })
    await save(engine, { kind: 'after', job: 'first' }, { n: '$event.result.rows[0]', token: '$event.result.key' })
  })

  it('may be a part of the result of the run before', async () => {
    const engine = await startTestEngine()
    const script = `echo '{"width": 7, "list": ["a", "b"]}'`
    const output = { kind: 'script', script, interpreter: ['sh'] }
    await engine.jobs.create(JobDraft.parse({ name: 'first', body: output, output: 'json' }))
    await engine.jobs.create(
      job('next', { width: { type: 'integer', required: true }, second: { type: 'string' } }, { kind: 'builtin', name: 'noop' }),
    )
    await save(engine, { kind: 'after', job: 'first' }, { width: '$event.result.width', second: '$event.result.list[1]' })
    await untilEnded(engine, (await engine.manual.runJob('first', 'api')).id)
    const started = await until(async () =>
      (await engine.runs.list({ status: null, job: 'next', q: null, cursor: null, limit: 5 })).items.at(0),
    )
    expect(engine.runs.detail(started?.id ?? '').params).toMatchObject({ width: 7, second: 'b', status: 'succeeded' })
    expect(engine.runs.detail(started?.id ?? '').params).not.toHaveProperty('result')
  })
})

it('a secret that a webhook brings under another name is not stored with the call', async () => {
  const secret = 'correct horse battery'
  const engine = await engineWith({ token: { type: 'secret', required: true } })
  const hook = await save(engine, { kind: 'webhook' }, { token: '$event.body.auth.key' })
  const call = { body: { auth: { key: secret }, url: `https://x/?key=${secret}` }, query: {}, content_type: 'application/json' }
  const { id, number } = await engine.triggers.called(hook.address?.split('/hooks/')[1] ?? '', call)
  await untilEnded(engine, id)
  expect(engine.runs.detail(id).params).toMatchObject({ token: '***', body: { auth: { key: '***' }, url: 'https://x/?key=***' } })
  const db = openDb(join(engine.dataFolder, 'localflow.db'))
  expect(JSON.stringify(db.prepare('SELECT params FROM run WHERE number = ?').all(number))).not.toContain(secret)
  db.close()
})

it('a schedule cannot keep a secret', async () => {
  const engine = await engineWith({ token: { type: 'secret' } })
  const draft = { timing: { kind: 'cron', expr: '0 9 * * *' }, tz: 'UTC', params: { token: 'correct horse' } }
  await expect(engine.schedules.create('next', ScheduleDraft.parse(draft))).rejects.toMatchObject({
    issues: [{ path: 'params.token', message: expect.stringContaining('is a secret') as string }],
  })
})
