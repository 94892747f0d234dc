import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import type { Engine } from '../engine.ts'
import { runToEnd, shell, spec, startTestEngine, untilEnded } from '../testing/engine.ts'

const titles = (engine: Engine, since = 0): [string, number][] =>
  engine.runs.failing(since).map(({ newest, count }) => [newest.title, count])

describe('failing jobs', () => {
  it('are listed once for each job, newest first, until one succeeds', async () => {
    const engine = await startTestEngine()
    const create = (name: string) =>
      engine.jobs.create(
        JobDraft.parse({ name, body: { kind: 'command', command: '/bin/sh', args: ['-c', 'exit $LOCALFLOW_PARAM_CODE'] } }),
      )
    for (const name of ['one', 'two']) await create(name)
    const run = async (name: string, code: string) => untilEnded(engine, (await engine.manual.runJob(name, 'api', { code })).id)
    await run('one', '1')
    await run('two', '1')
    await run('one', '2')
    expect(titles(engine)).toEqual([
      ['one', 2],
      ['two', 1],
    ])
    await run('one', '0')
    expect(titles(engine)).toEqual([['two', 1]])
    await run('one', '3')
    expect(titles(engine)).toEqual([
      ['one', 1],
      ['two', 1],
    ])
  })

  it('include runs without a job, from a given time on', async () => {
    const engine = await startTestEngine()
    const { endedAt } = await runToEnd(engine, shell('exit 1'))
    expect(titles(engine, endedAt ?? 0)).toHaveLength(1)
    expect(titles(engine, (endedAt ?? 0) + 1)).toEqual([])
  })

  it('of a run without a job is cleared by a later success of the same title', async () => {
    const engine = await startTestEngine()
    const exec = async (code: number) => untilEnded(engine, (await engine.manual.exec(shell(`exit ${code}`), 'resize', 'cli')).id)
    await exec(1)
    await runToEnd(engine, shell('true'))
    expect(titles(engine)).toEqual([['resize', 1]])
    await exec(0)
    expect(titles(engine)).toEqual([])
    await exec(1)
    expect(titles(engine)).toEqual([['resize', 1]])
  })

  it('names every job that fails, however often one of them does', async () => {
    const engine = await startTestEngine()
    await untilEnded(engine, (await engine.manual.exec(shell('exit 1'), 'quiet', 'cli')).id)
    const fails = spec({ body: { kind: 'builtin', name: 'fail' } })
    const runs = await Promise.all(Array.from({ length: 600 }, () => engine.manual.exec(fails, 'noisy', 'cli')))
    for (const { id } of runs) await untilEnded(engine, id)
    expect(titles(engine)).toEqual([
      ['noisy', 600],
      ['quiet', 1],
    ])
  })

  it('says of a muted job that it is muted', async () => {
    const engine = await startTestEngine()
    const draft = (muted: boolean) => JobDraft.parse({ name: 'flaky', muted, body: { kind: 'command', command: '/bin/false' } })
    const { id } = await engine.jobs.create(draft(true))
    await untilEnded(engine, (await engine.manual.runJob(id, 'api', {})).id)
    expect(engine.runs.failing(0)).toMatchObject([{ newest: { title: 'flaky' }, muted: true }])
    await engine.jobs.update(id, draft(false), undefined)
    expect(engine.runs.failing(0)).toMatchObject([{ muted: false }])
  })

  it('of a pipeline is made good by its next run', async () => {
    const engine = await startTestEngine()
    const manifest = (script: string) => `[[task]]\nname = "a"\nscript = '${script}'\n`
    const { id } = await engine.pipelines.create('pages', manifest('exit 1'))
    const run = async () =>
      untilEnded(engine, (await engine.pipelines.run(id, { options: PipelineOptions.parse({}), inputs: [] }, 'api')).id)
    await run()
    expect(titles(engine)).toEqual([['pages', 1]])
    await engine.pipelines.update(id, { source: manifest('true') })
    await run()
    expect(titles(engine)).toEqual([])
  })

  it('of a flow is made good by its next run', async () => {
    const engine = await startTestEngine()
    const definition = (script: string) => `start: a\nnodes:\n  a: { exec_type: shell, script: { cmd: sh, code: "${script}" } }\n`
    const { id } = await engine.flows.create('ship', definition('exit 1'))
    const run = async () => {
      await engine.flows.publish(id, '')
      await untilEnded(engine, (await engine.flowRuns.start(id, null, {}, 'api')).id)
    }
    await run()
    expect(titles(engine)).toEqual([['ship', 1]])
    await engine.flows.update(id, { source: definition('true') })
    await run()
    expect(titles(engine)).toEqual([])
  })
})
