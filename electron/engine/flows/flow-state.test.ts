import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { startTestEngine, until, untilEnded } from '../testing/engine.ts'

const source = `start: first
nodes:
  first: { kind: executor, exec_type: local_func, func: noop, prep: { input_map: { cursor: $state.cursor, all: $state.shared.key, none: $state.none } }, post: { output_key: before } }
  pause: { kind: wait_event, signal_key: go }
  second: { kind: choice, choice_cases: [{ action: new, expr: { eq: [$state.cursor, "42"] } }], default_action: old }
  last: { kind: executor, exec_type: local_func, func: noop, prep: { input_key: $state.cursor }, post: { output_key: after } }
edges:
  - { from: first, to: pause }
  - { from: pause, to: second }
  - { from: second, action: new, to: last }
`

it('a node reads the state as it is when it starts, and a replay has the same values', async () => {
  const engine = await startTestEngine()
  await engine.flows.importFlow('Sync', source)
  await engine.state.set({ job: 'Sync' }, null, 'cursor', '41', {})
  await engine.state.set({ global: true }, null, 'shared.key', 'of all', {})
  const { id } = await engine.flowRuns.start('Sync', null, {}, 'hand')
  await until(() => engine.runs.detail(id).nodes.some(({ key, status }) => key === 'pause' && status === 'running'))
  await engine.state.set({ job: 'Sync' }, null, 'cursor', '42', {})
  await engine.flowRuns.signal(id, 'go', null, null, 'api')
  expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
  await engine.state.set({ job: 'Sync' }, null, 'cursor', '43', {})
  expect(engine.runs.detail(id).shared).toMatchObject({ before: { cursor: '41', all: 'of all', none: null }, after: '42' })
  expect(engine.flowRuns.replay(id, null, undefined).difference).toBeNull()
  const reads = engine.runs.events(id).filter(({ type }) => type === 'state read')
  expect(reads.length, 'a value that is unchanged is not recorded again').toBe(2)
})

it('the state of a job is that of its flow', async () => {
  const engine = await startTestEngine()
  await engine.flows.importFlow('Sync', source.replaceAll(/\n {2}(pause|second).*|\n {2}- .*/g, '').replace('edges:\n', ''))
  await engine.jobs.create(JobDraft.parse({ name: 'Nightly', body: { kind: 'flow', flow: 'Sync' } }))
  await engine.state.set({ job: 'Sync' }, null, 'cursor', 'of the flow', {})
  await engine.state.set({ job: 'Nightly' }, null, 'cursor', 'of the job', {})
  const { id } = await engine.manual.runJob('Nightly', 'hand')
  await untilEnded(engine, id)
  expect(engine.runs.detail(id).shared).toMatchObject({ before: { cursor: 'of the job' } })
})
