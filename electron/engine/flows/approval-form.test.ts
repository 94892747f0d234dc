import { expect, it } from 'vitest'
import { readValue } from '../../../shared/flow/read.ts'
import type { Role } from '../../../shared/model/access.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Engine } from '../engine.ts'
import { startTestEngine, untilEnded } from '../testing/engine.ts'
import { expectWhole } from '../testing/flow-record.ts'
import { type Draft, eventsOf, startFlow, stateOf } from '../testing/flows.ts'

const form = {
  region: { type: 'enum', options: ['eu', 'us'], required: true },
  width: { type: 'integer', default: 800 },
  key: { type: 'secret' },
}
const flow = (over: Draft = {}): Draft => ({
  start: 'ask',
  nodes: {
    ask: { kind: 'approval', form, post: { output_key: 'answer' }, ...over },
    next: { kind: 'timer', prep: { input_key: '$shared.answer.width' }, post: { output_key: 'width' } },
    no: { kind: 'timer', prep: { input_key: '$shared.answer' } },
  },
  edges: [
    { from: 'ask', action: 'approved', to: 'next' },
    { from: 'ask', action: 'rejected', to: 'no' },
    { from: 'ask', action: 'postpone', to: 'no' },
  ],
})

const decide = (engine: Engine, run: { id: string }, value: boolean | string, params?: Params, role: Role = 'admin') =>
  engine.flowRuns.decide(run.id, 'ask', { value, by: 'api', role, comment: null, params })

it('the values of the form of an approval are checked, and are the result of its node', async () => {
  const engine = await startTestEngine()
  const run = await startFlow(engine, flow())
  expect(engine.flowRuns.waits('approval', 10)).toMatchObject([{ node: 'ask', form, role: null }])
  await expect(decide(engine, run, true)).rejects.toMatchObject({
    ...{ code: 'invalid', message: 'Could not approve "ask": region is required.' },
    issues: [{ path: 'params.region', message: 'is required' }],
  })
  await expect(decide(engine, run, true, { region: 'mars' })).rejects.toMatchObject({ issues: [{ path: 'params.region' }] })
  await expect(decide(engine, run, true, { region: 'eu', heigth: 1 })).rejects.toMatchObject({ code: 'invalid' })
  await expect(decide(engine, run, false, { region: 'eu' })).rejects.toThrow('a rejection takes no values')
  await decide(engine, run, true, { region: 'eu', width: '640' })
  expect((await untilEnded(engine, run.id)).status).toBe('succeeded')
  expect(stateOf(engine, run).shared).toEqual({ answer: { region: 'eu', width: 640 }, width: 640 })
  expectWhole(engine, run)
})

it('secrets that an approver gives are hidden', async () => {
  const engine = await startTestEngine()
  const run = await startFlow(engine, flow())
  await decide(engine, run, true, { region: 'eu', key: 'a long secret value' })
  await untilEnded(engine, run.id)
  expect(eventsOf(engine, run).find(({ type }) => type === 'decided')?.data).toMatchObject({
    params: { region: 'eu', width: 800, key: '***' },
  })
  expect(JSON.stringify([eventsOf(engine, run), engine.runs.detail(run.id)])).not.toContain('a long secret value')
})

it('a rejected approval returns false, and another action its name, whatever the form', async () => {
  const engine = await startTestEngine()
  const run = await startFlow(engine, flow())
  await decide(engine, run, false)
  await untilEnded(engine, run.id)
  expect(stateOf(engine, run).shared).toEqual({ answer: false })
  const later = await startFlow(engine, flow())
  await decide(engine, later, 'postpone')
  await untilEnded(engine, later.id)
  expect(stateOf(engine, later).shared).toEqual({ answer: 'postpone' })
  const other = await startFlow(engine, flow({ form: undefined }))
  await expect(decide(engine, other, true, { region: 'eu' })).rejects.toThrow('the approval has no form')
})

it('an approval is decided only by somebody with its role', async () => {
  const engine = await startTestEngine()
  const run = await startFlow(engine, flow({ form: undefined, approver_role: 'editor' }))
  expect(engine.flowRuns.waits('approval', 10)).toMatchObject([{ role: 'editor', form: {} }])
  await expect(decide(engine, run, true, {}, 'operator')).rejects.toMatchObject({
    code: 'forbidden',
    message: 'Could not decide "ask": this needs the role "editor" or higher. Your role is "operator".',
  })
  await decide(engine, run, true, {}, 'editor')
  expect((await untilEnded(engine, run.id)).status).toBe('succeeded')
})

it('a role and a form are for approvals that no signal decides', () => {
  const problems = (node: Draft) => readValue({ start: 'ask', nodes: { ask: node }, edges: [] }).problems
  expect(problems({ kind: 'approval', form, approver_role: 'admin', approval_key: 'ok' }).map(({ path }) => path)).toEqual([
    'nodes.ask.approver_role',
    'nodes.ask.form',
  ])
  expect(problems({ kind: 'timer', approver_role: 'admin', params: { delay_ms: 1 } })).toMatchObject([
    { path: 'nodes.ask.approver_role', message: 'is for approvals' },
  ])
  expect(problems({ kind: 'approval', approver_role: 'viewer' })).toMatchObject([{ path: 'nodes.ask.approver_role' }])
})
