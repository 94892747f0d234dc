import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const job = (fields: object = {}) =>
  JobDraft.parse({
    name: 'resize',
    body: { kind: 'builtin', name: 'noop' },
    params: { width: { type: 'integer', default: 1 } },
    ...fields,
  })

describe('a run that is started with options', () => {
  it('keeps its reason, and has a priority of its own', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await engine.jobs.create(job({ priority: 3 }))
    const { id } = await engine.manual.runJob('resize', 'api', {}, { priority: 50, reason: 'new lens' })
    const plain = await engine.manual.runJob('resize', 'api')
    expect(engine.runs.detail(id)).toMatchObject({ startReason: 'new lens', nodes: [{ priority: 50 }] })
    expect(engine.runs.detail(plain.id)).toMatchObject({ startReason: null, nodes: [{ priority: 3 }] })
  })

  it('runs an earlier version, by the parameters of that version', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.jobs.create(job())
    await engine.jobs.update(id, job({ params: { height: { type: 'integer', default: 2 } } }), undefined)
    const run = await engine.manual.runJob('resize', 'api', { width: 7 }, { version: 1 })
    expect(engine.runs.detail(run.id)).toMatchObject({ version: 1, params: { width: 7 } })
    await expect(engine.manual.runJob('resize', 'api', { width: 7 })).rejects.toThrow('width is not a parameter')
    await expect(engine.manual.runJob('resize', 'api', {}, { version: 9 })).rejects.toMatchObject({ code: 'not-found' })
    expect(Object.keys(engine.jobs.params('resize', 1).params)).toEqual(['width'])
  })

  it('starts at its time, which a job without concurrent runs cannot have', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    await engine.jobs.create(job())
    const { id } = await engine.manual.runJob('resize', 'api', {}, { at: clock.now() + 60_000 })
    expect(engine.runs.detail(id).status).toBe('queued')
    clock.advance(61_000)
    await until(() => engine.runs.detail(id).status === 'succeeded')
    await engine.jobs.create(job({ name: 'one at a time', overlap: 'skip' }))
    await expect(engine.manual.runJob('one at a time', 'api', {}, { at: clock.now() + 60_000 })).rejects.toMatchObject({
      code: 'conflict',
      issues: [{ path: 'at' }],
    })
  })

  it('keeps its reason without the secrets that it gets', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await engine.secrets.set('KEY', 'stored-0123456789')
    const body = { kind: 'script', script: 'true' }
    const params = { token: { type: 'secret' } }
    await engine.jobs.create(job({ body, params, env: { KEY: '$secrets.KEY' } }))
    const why = { reason: 'because given-0123456789 and stored-0123456789' }
    const { id } = await engine.manual.runJob('resize', 'api', { token: 'given-0123456789' }, why)
    expect(engine.runs.detail(id).startReason).toBe('because *** and ***')
    const again = await engine.runs.again(id, { trigger: 'api', ...why })
    expect(engine.runs.detail(again.id).startReason).toBe('because *** and ***')

    await engine.flows.importFlow('f', 'start: a\nparams: { token: { type: secret } }\nnodes: { a: { kind: timer } }\n')
    const flow = await engine.flowRuns.start('f', null, { token: 'given-0123456789' }, 'api', why.reason)
    expect(engine.runs.detail(flow.id).startReason).toBe('because *** and stored-0123456789')

    const manifest = '[params.token]\ntype = "secret"\n[[step]]\nname = "copy"\nstart = true\nscript = "true"\n'
    await engine.pipelines.create('p', manifest)
    const given = { options: PipelineOptions.parse({}), inputs: [], params: { token: 'given-0123456789' }, ...why }
    const pipeline = await engine.pipelines.run('p', given, 'api')
    expect(engine.runs.detail(pipeline.id).startReason).toBe('because *** and stored-0123456789')
  })

  it('says until when it is not due', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, dispatch: false })
    await engine.jobs.create(job())
    const at = clock.now() + 60_000
    const { id } = await engine.manual.runJob('resize', 'api', {}, { at })
    expect(engine.runs.detail(id).nodes[0]).toMatchObject({ waitsFor: 'Not due yet.', waitsUntil: at })
    await engine.queues.pause('default', undefined)
    expect(engine.runs.detail(id).nodes[0]?.waitsUntil, 'a paused queue has no time').toBeNull()
  })

  it('is repeated with changes, and keeps the values that were not changed', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(job({ params: { width: { type: 'integer' }, height: { type: 'integer' } } }))
    const first = await untilEnded(engine, (await engine.manual.runJob('resize', 'api', { width: 1, height: 2 })).id)
    const again = await engine.runs.again(first.id, { trigger: 'api', params: { width: 9 }, reason: 'too small' })
    expect(engine.runs.detail(again.id)).toMatchObject({
      params: { width: 9, height: 2 },
      startReason: 'too small',
      origin: { number: first.number, how: 'rerun' },
    })
    await expect(engine.runs.again(first.id, { trigger: 'api', params: { width: 'wide' } })).rejects.toThrow(
      'width must be a whole number',
    )
  })
})

it('flows and pipelines refuse options that are for jobs', async () => {
  const engine = await startTestEngine()
  await engine.flows.importFlow('f', 'start: a\nnodes: { a: { kind: timer } }\n')
  const run = await untilEnded(engine, (await engine.flowRuns.start('f', null, {}, 'api', 'for the report')).id)
  expect(engine.runs.detail(run.id).startReason).toBe('for the report')
  await expect(engine.runs.again(run.id, { trigger: 'api', priority: 5 })).rejects.toThrow('priority is for runs of jobs')
})
