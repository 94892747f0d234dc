import { describe, expect, it } from 'vitest'
import { JobDraft, type JobDraftInput } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'
import { filesOf, stepsOf } from '../testing/pipelines.ts'

const jobOf = (engine: Engine, over: Partial<JobDraftInput> = {}) =>
  engine.jobs.create(JobDraft.parse({ name: 'nightly', body: { kind: 'pipeline', pipeline: 'letters' }, ...over }))
const step = (script: string, head = '') => `${head}[[step]]\nname = "write"\nstart = true\nscript = '${script}'\n`
const write = step('printf "$LOCALFLOW_PARAM_TEXT" > "$OUTPUT_DIR/out"', '[params.text]\ntype = "string"\ndefault = "a"\n\n')

describe('a job that is a pipeline', () => {
  it('runs it with the parameters of its run, and counts as a run of both', async () => {
    const engine = await startTestEngine()
    const pipeline = await engine.pipelines.create('letters', write)
    const job = await jobOf(engine)
    expect(engine.jobs.params(job.id, null).params).toMatchObject({ text: { default: 'a' } })
    const { id } = await engine.manual.runJob('nightly', 'cli', { text: 'hello' })
    const run = await untilEnded(engine, id)
    expect(run).toMatchObject({ status: 'succeeded', kind: 'pipeline', jobId: job.id, title: 'nightly' })
    expect(await filesOf(engine, run, 'write')).toEqual([['out', 'hello']])
    expect(engine.runs.detail(id)).toMatchObject({ pipeline: pipeline.id, version: 1, params: { text: 'hello' } })
    expect((await engine.pipelines.versions('letters', null, 5)).items).toMatchObject([{ version: 1, runs: 1 }])
    const found = await engine.overview.get({ kind: 'pipeline', ref: 'letters', days: 30 })
    expect(found.usedBy.map(({ name }) => name)).toEqual(['nightly'])
    const again = await engine.runs.again(id, 'api')
    expect(stepsOf(engine, await untilEnded(engine, again.id))).toEqual(['write: 1 reused'])
  })

  it('starts the hooks of the manifest beside those of the job', async () => {
    const engine = await startTestEngine()
    const hooks = '[[hooks]]\non = ["start", "success"]\nname = "tell"\nscript = "true"\n'
    await engine.pipelines.create('letters', hooks + step('true'))
    await jobOf(engine, { hooks: [{ on: 'success', name: 'own', script: 'true' }] })
    const { id } = await engine.manual.runJob('nightly', 'cli')
    await untilEnded(engine, id)
    expect(
      engine.runs
        .detail(id)
        .hooks.map(({ step: name }) => name)
        .sort(),
    ).toEqual(['on start: tell', 'on success: own', 'on success: tell'])
  })

  it('fails with the reason if it cannot start, or if a step fails', async () => {
    const engine = await startTestEngine()
    await jobOf(engine)
    const none = await engine.manual.runJob('nightly', 'cli')
    expect(await untilEnded(engine, none.id)).toMatchObject({
      reason: 'could-not-start',
      error: 'There is no pipeline "letters".',
    })
    const { id } = await engine.pipelines.create('letters', 'step = 1')
    const invalid = await engine.manual.runJob('nightly', 'cli')
    expect(await untilEnded(engine, invalid.id)).toMatchObject({ status: 'failed', reason: 'could-not-start' })
    await engine.pipelines.update(id, { source: step('exit 3') })
    const failed = await engine.manual.runJob('nightly', 'cli')
    expect(await untilEnded(engine, failed.id)).toMatchObject({ status: 'failed', kind: 'pipeline' })
    const { items } = engine.jobs.list({ cursor: null, limit: 1 })
    expect(items[0]?.lastRuns.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed'])
  })

  it('runs a fixed version, follows its concurrency policy, and is started by a schedule', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.pipelines.create('letters', step('sleep 30'))
    await engine.pipelines.update(id, { source: step('true') })
    const job = await jobOf(engine, { body: { kind: 'pipeline', pipeline: id, version: 1 }, overlap: 'skip' })
    await engine.schedules.create(job.id, ScheduleDraft.parse({ timing: { kind: 'every', ms: 1_000, anchor: 0 }, tz: 'UTC' }))
    const runs = () => engine.jobs.list({ cursor: null, limit: 1 }).items[0]?.lastRuns ?? []
    await until(() => runs().length >= 2)
    const [first, second] = runs().map(({ id: run }) => engine.runs.find(run))
    expect([first?.trigger, second?.status, second?.reason]).toEqual(['schedule', 'skipped', 'overlap'])
    expect(engine.runs.detail(first?.id ?? '').version).toBe(1)
    await engine.runs.cancel(first?.id ?? '')
    expect(await untilEnded(engine, first?.id ?? '')).toMatchObject({ status: 'cancelled' })
  })
})
