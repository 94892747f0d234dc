import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../shared/model/actor.ts'
import { actAs } from '../base/actor.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'
import { manifestFile, runPipeline } from '../testing/pipelines.ts'

const ada: Actor = { kind: 'account', id: 'a', name: 'Ada' }
const step = (script: string, rest = ''): string => `[[step]]\nname = "copy"\nstart = true\nscript = '${script}'\n${rest}`
const how = { options: { force: true, keepGoing: false }, inputs: [] }

async function runOf(engine: Engine, ref: string, version?: number) {
  const run = await engine.pipelines.run(ref, { ...how, version }, 'api')
  await untilEnded(engine, run.id)
  return engine.runs.detail(run.id)
}

describe('the versions of a pipeline', () => {
  it('are made by what changes a run, with who and why, and not by comments, its name or its description', async () => {
    const engine = await startTestEngine()
    const { id, version } = await engine.pipelines.create('words', step('true'))
    expect(version).toBe(1)
    await engine.pipelines.update(id, { name: 'all words', source: `# copies\ndescription = "Copies"\n${step('true')}` })
    expect((await engine.pipelines.update(id, { source: `${step('true')}# end\n` })).version).toBe(1)
    await actAs(ada, () => engine.pipelines.update(id, { source: step('exit 3'), note: 'fails' }))
    await engine.pipelines.update(id, { source: 'step = 1' })
    const { items } = await engine.pipelines.versions(id, null, 10)
    expect(items.map((each) => [each.version, each.note || each.changes, each.actor.name])).toEqual([
      [3, 'Manifest changed', 'LocalFlow'],
      [2, 'fails', 'Ada'],
      [1, '', 'LocalFlow'],
    ])
    expect(engine.pipelines.version(id, 2).source).toBe(step('exit 3'))
    expect(() => engine.pipelines.version(id, 4)).toThrow('The pipeline "all words" has no version 4.')
  })

  it('say in a list which steps they changed', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const named = (name: string, rest: string) => `[[step]]\nname = "${name}"\n${rest}\nscript = 'true'\n`
    const first = named('a', 'start = true') + named('b', 'inputs = ["a"]')
    const { id } = await engine.pipelines.create('words', first)
    await engine.pipelines.update(id, { source: named('a', 'start = true\ntimeout = 5') + named('c', 'inputs = ["a"]') })
    await engine.pipelines.update(id, { source: `parallel = 2\n${named('a', 'start = true\ntimeout = 5')}` })
    const { items } = await engine.pipelines.versions(id, null, 2)
    expect(items.map(({ changes }) => changes)).toEqual([
      'Step c removed, concurrency limit changed',
      'Step c added, step b removed, step a changed',
    ])
  })

  it('count their runs, and each run says which one it ran', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.pipelines.create('words', step('true'))
    expect((await runOf(engine, id)).version).toBe(1)
    await engine.pipelines.update(id, { source: step('exit 3') })
    const failed = await runOf(engine, id)
    expect([failed.version, failed.status]).toEqual([2, 'failed'])
    const again = await runOf(engine, id, 1)
    expect([again.version, again.status]).toEqual([1, 'succeeded'])
    expect(
      (await engine.pipelines.versions(id, null, 10)).items.map(({ version, runs, lastRun }) => [version, runs, lastRun]),
    ).toEqual([
      [2, 1, { number: failed.number, status: 'failed', reason: failed.reason }],
      [1, 2, { number: again.number, status: 'succeeded', reason: null }],
    ])
    const { runs } = await engine.overview.get({ kind: 'pipeline', ref: id, days: 30 })
    expect(runs.map(({ version }) => version)).toEqual([1, 2, 1])
  })

  it('are restored as the newest one, and compared by step', async () => {
    const engine = await startTestEngine()
    const { id } = await engine.pipelines.create('words', step('true'))
    await engine.pipelines.update(id, { source: step('exit 3', 'retry = 2\n') })
    expect(engine.pipelines.diff(id, 1, null)).toEqual({
      from: 1,
      to: 2,
      changes: [
        { field: 'step.copy.script', from: 'true', to: 'exit 3' },
        { field: 'step.copy.maxAttempts', from: 1, to: 3 },
      ],
    })
    expect(await engine.pipelines.restoreVersion(id, 1)).toMatchObject({ version: 3, source: step('true') })
    expect(await engine.pipelines.versions(id, null, 1)).toMatchObject({
      items: [{ note: 'Restored version 1' }],
      nextCursor: '3',
    })
    expect((await engine.pipelines.restoreVersion(id, 3)).version).toBe(3)
    const { items } = engine.overview.activity({ kind: 'pipeline', ref: id }, null, 10)
    expect(items.filter(({ kind }) => kind === 'version').map((item) => item.kind === 'version' && item.version)).toEqual([
      3, 2, 1,
    ])
  })

  it('follow the manifest of a file, and a re-run reads that file again', async () => {
    const engine = await startTestEngine()
    const path = manifestFile(engine, step('true'))
    const first = await runPipeline(engine, step('true'), { path })
    const second = await runPipeline(engine, step('echo 2'), { path })
    expect([first, second].map(({ id }) => engine.runs.detail(id).version)).toEqual([1, 2])
    const again = await engine.runs.again(first.id, 'api')
    expect(engine.runs.detail((await untilEnded(engine, again.id)).id).version).toBe(3)
  })
})

it('the versions of a flow count their runs', async () => {
  const engine = await startTestEngine()
  const source = (text: string) => `start: a\nnodes:\n  a: { exec_type: local_func, func: upper, params: { text: ${text} } }\n`
  await engine.flows.importFlow('ship', source('x'), 'the first')
  await engine.flows.importFlow('ship', source('y'), '')
  for (const version of [1, 2, 1]) await untilEnded(engine, (await engine.flowRuns.start('ship', version, {}, 'api')).id)
  const { items, nextCursor } = await engine.flows.versions('ship', null, 10)
  expect(items.map(({ note, changes }) => note || changes)).toEqual(['Node a changed', 'the first'])
  expect([items.map(({ version, runs, lastRun }) => [version, runs, lastRun?.number]), nextCursor]).toEqual([
    [
      [2, 1, 2],
      [1, 2, 3],
    ],
    null,
  ])
})
