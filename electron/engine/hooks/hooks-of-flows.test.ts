import { describe, expect, it } from 'vitest'
import { PipelineOptions } from '../../../shared/model/pipeline.ts'
import type { Engine } from '../engine.ts'
import { logOf, startTestEngine, until, untilEnded } from '../testing/engine.ts'

/** The hooks of a run, once all of them have ended. */
const hooksOf = (engine: Engine, ref: string) =>
  until(() => {
    const { hooks } = engine.runs.detail(ref)
    return hooks.length > 0 && hooks.every(({ endedAt }) => endedAt !== null) && hooks
  }).then((hooks) => hooks || [])

describe('hooks of flows and pipelines', () => {
  it('follow the start and the end of a run of a flow', async () => {
    const engine = await startTestEngine()
    const source =
      'start: a\nhooks:\n  - { on: [start, success, failure], name: tell, script: \'echo "$LOCALFLOW_OUTCOME"\' }\nnodes:\n  a: { exec_type: shell, script: { cmd: sh, code: exit 1 } }\n'
    await engine.flows.importFlow('Release', source)
    const run = await engine.flowRuns.start('Release', null, {}, 'hand')
    await untilEnded(engine, run.id)
    const hooks = await hooksOf(engine, run.id)
    expect(hooks.map(({ step, status }) => [step, status])).toEqual([
      ['on start: tell', 'succeeded'],
      ['on failure: tell', 'succeeded'],
    ])
    expect(await logOf(engine, engine.runs.logOwner(run.id, 'on failure: tell'))).toBe('failed\n')
  })

  it('follow the end of a run of a pipeline', async () => {
    const engine = await startTestEngine()
    await engine.pipelines.create(
      'Words',
      '[[hooks]]\non = "success"\nscript = "echo done"\n[[step]]\nname = "copy"\nstart = true\nscript = "true"\n',
    )
    const run = await engine.pipelines.run('Words', { options: PipelineOptions.parse({}), inputs: [] }, 'hand')
    await untilEnded(engine, run.id)
    expect((await hooksOf(engine, run.id)).map(({ step }) => step)).toEqual(['on success: echo done'])
  })
})
