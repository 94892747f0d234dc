import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { startTestEngine, untilEnded } from '../testing.ts'
import { runFlow, startFlow, stateOf } from './testing.ts'

const folder = fileURLToPath(new URL('../../../../shared/fixtures/flows/', import.meta.url))
const read = (name: string) => parse(readFileSync(`${folder}${name}.yaml`, 'utf8')) as Record<string, unknown>

describe.skipIf(!existsSync(folder))('a file of PocketFlow', () => {
  it.each([
    ['01_simple_executor', { val: 5 }, { result: 10, final: 15 }],
    ['02_choice_basic', { val: 2, path: 'C' }, { result_c: 40 }],
    ['02_choice_basic', { val: 2 }, { result_b: 20 }],
    ['04_parallel_concurrent', { val: 2 }, { agg: [6, 6], total: 12 }],
    ['05_foreach_sequential', { list: [1, 2, 3] }, { mapped: [2, 4, 6], total: 12 }],
    ['08_approval', { val: 2, approval: 'approved' }, { approved_result: 200 }],
    ['08_approval', { val: 2, approval: 'rejected' }, { rejected_result: 0 }],
    ['11_local_func_executor', { val: 4 }, { out: 8 }],
    ['12_local_script_executor', {}, { out: { v: 42 } }],
  ])('%s with %j shares what it shares there', async (name, params, shared) => {
    const engine = await startTestEngine()
    expect(await runFlow(engine, read(basename(name)), params)).toMatchObject({ status: 'succeeded', shared })
  })

  it('08_approval waits for a word where it was given none', async () => {
    const engine = await startTestEngine()
    const run = await startFlow(engine, read('08_approval'), { val: 3 })
    expect(engine.flowRuns.waits('approval', 10)).toMatchObject([{ node: 'approval', key: 'approval', runNumber: run.number }])
    await engine.flowRuns.decide(run.id, undefined, true, 'somebody', null)
    await untilEnded(engine, run.id)
    expect(stateOf(engine, run).shared).toMatchObject({ approved_result: 300 })
  })
})
