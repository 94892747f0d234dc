import { describe, expect, it, onTestFinished } from 'vitest'
import { leveled } from '../base/log.ts'
import { createBuiltinExecutor } from '../executors/builtin.ts'
import { recordAsks } from '../testing/asks.ts'
import { coreOf } from '../testing/core.ts'
import { noop, openTestStore, spec, temporaryFolder, until } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { countCommits, failToReadTasks, misreportNextCommit } from '../testing/statement-faults.ts'
import { cancelRun } from './cancel.ts'
import { createDispatcher } from './dispatcher.ts'
import { enqueue } from './enqueue.ts'

/** A queue whose dispatcher runs built-in functions, on a clock that stands still. */
async function openQueue(parallel: number) {
  const store = openTestStore()
  const core = coreOf(store)
  const clock = createFakeClock()
  const executor = createBuiltinExecutor(clock, temporaryFolder())
  const dispatcher = createDispatcher({
    core,
    clock,
    log: leveled('error', () => {}),
    disk: { trouble: () => null, back: async () => {}, watch: () => {} },
    executors: { shell: executor, http: executor, builtin: executor, flow: executor, pipeline: executor, service: executor },
    parallel,
    runner: () => 1,
    random: () => 0.5,
  })
  recordAsks(store, dispatcher.answers)
  onTestFinished(dispatcher.stop)
  dispatcher.start()
  // By then the writes of the start are on disk: further commits are the test's.
  await store.submit('wait for writes', () => {})
  const add = (what = sleep) =>
    store.submit('enqueue', () => enqueue(core, { title: 'a', trigger: 'api', spec: what }, clock.now()))
  const statusOf = (run: number) => store.runs.byNumber(run)?.status
  return { core, store, clock, add, statusOf }
}

const sleep = spec({ body: { kind: 'builtin', name: 'sleep', input: { ms: 30_000 } } })

it('a task that is enqueued while a slot is free is claimed in the same commit', async () => {
  const { add, statusOf } = await openQueue(1)
  const commits = countCommits()
  const { run } = await add()
  expect([statusOf(run.number), commits()]).toEqual(['running', 1])
})

it('the commit that records an end claims the next task for its slot', async () => {
  const { store, clock, add, statusOf } = await openQueue(1)
  const [first, second] = [await add(), await add()]
  expect([first, second].map(({ run }) => statusOf(run.number))).toEqual(['running', 'queued'])
  const commits = countCommits()
  clock.advance(30_000)
  await until(() => statusOf(first.run.number) === 'succeeded')
  expect([statusOf(second.run.number), commits()]).toEqual(['running', 1])
  expect(store.tally.total()).toMatchObject({ ready: 0, running: 1 })
})

describe('a commit that is reported as failed, and is on disk', () => {
  it('stops what it asked to stop', async () => {
    const { core, store, clock, add, statusOf } = await openQueue(1)
    const { run } = await add()
    misreportNextCommit()
    const cancelled = store.submit('cancel a run', () => cancelRun(core, run.number, 'stopped', clock.now()))
    await expect(cancelled).rejects.toThrow('disk reports an error')
    await until(() => statusOf(run.number) === 'cancelled')
  })

  it('lets nothing be claimed until the dispatcher has read what it did', async () => {
    const { core, store, clock, add, statusOf } = await openQueue(3)
    const { run: first } = await add()
    misreportNextCommit()
    const readAgain = failToReadTasks()
    // One operation: two might end up in two commits on a slow computer.
    const doubtful = store.submit('enqueue', () => {
      enqueue(core, { title: 'a', trigger: 'api', spec: noop() }, clock.now())
      cancelRun(core, first.number, 'stopped', clock.now())
    })
    await expect(doubtful).rejects.toThrow('disk reports an error')
    const { run: third } = await add(noop())
    readAgain()
    const second = first.number + 1
    expect([first.number, second, third.number].map(statusOf)).toEqual(['running', 'running', 'queued'])
    clock.advance(5_000)
    await until(() => statusOf(third.number) === 'succeeded')
    expect([first.number, second].map(statusOf)).toEqual(['cancelled', 'succeeded'])
  })
})
