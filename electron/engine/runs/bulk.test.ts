import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { addTask, startTestEngine } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'

const noop = { payload: { name: 'noop' } }

/** Runs that wait for every reason: for a slot, for their time, for an earlier run. */
async function engineWithWaiting(): Promise<Engine> {
  const engine = await startTestEngine({ clock: createFakeClock() })
  await engine.queues.pause('default', undefined)
  await engine.jobs.create(JobDraft.parse({ name: 'one at a time', overlap: 'queue', body: { kind: 'builtin', name: 'noop' } }))
  for (let n = 0; n < 4; n++) await engine.manual.runJob('one at a time', 'api')
  await addTask(engine, noop)
  await addTask(engine, { ...noop, delayMs: 60_000, queue: 'other' })
  return engine
}

/** All facts about the runs that two engines have in common. */
async function stateOf(engine: Engine): Promise<unknown> {
  const { items: runs } = await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 100 })
  const { items: tasks } = await engine.tasks.list({ status: null, stage: null, queue: null, cursor: null, limit: 100 })
  return {
    runs: runs.map(({ id: _, jobId: __, ...run }) => run),
    tasks: tasks.map(({ id: _, runId: __, jobId: ___, ...task }) => task),
    events: runs.map(({ id }) =>
      engine.runs.events(id).map(({ type, data: { jobId: _, ...data } }) => ({ type, ...data }) as Record<string, unknown>),
    ),
    queues: engine.queues.list(),
  }
}

it.each([
  ['all', () => true],
  ['some: what they kept from beginning is next', (number: number) => number % 2 === 1],
])('many are cancelled as each by itself would be: %s', async (_, isMeant) => {
  const [together, apart] = [await engineWithWaiting(), await engineWithWaiting()]
  const refs = [6, 5, 4, 3, 2, 1].filter(isMeant).map(String)
  expect(await together.bulk.refs('cancel', refs)).toEqual({ done: refs.length, refused: 0, problems: [] })
  for (const ref of refs) await apart.runs.cancel(ref)
  expect(await stateOf(together)).toEqual(await stateOf(apart))
})
