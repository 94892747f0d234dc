import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import type { Usage } from '../../../shared/model/run.ts'
import type { Claim, Ending, Facts } from '../queue/attempt.ts'
import { claimAgain, claimNext } from '../queue/claim.ts'
import { enqueue } from '../queue/enqueue.ts'
import { finish } from '../queue/finish.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, spec, temporaryFolder } from '../testing/engine.ts'

const start = Date.UTC(2026, 2, 1, 23, 59, 59, 999)
const end = start + 10
const usage: Usage = {
  ...{ peakMemory: 4_096, averageMemory: 2_048, cpuMs: 12, peakCpu: 1, averageCpu: 0.5 },
  ...{ warnings: ['more memory than expected'], survivors: [] },
}
const facts: Facts = { at: end, pid: 7, exitCode: 0, signal: null, droppedBytes: 0, leftBehind: 0, usage, logBytes: 12 }
const succeeded = (over: Partial<Facts> = {}): Ending => ({ type: 'succeeded', result: null, facts: { ...facts, ...over } })
const failed: Ending = { type: 'failed', reason: 'exit-code', error: 'exited with code 3', facts: { ...facts, exitCode: 3 } }

async function openTask() {
  const dataFolder = temporaryFolder()
  const store = openTestStore(dataFolder)
  const core = coreOf(store)
  const retried = spec({ body: { kind: 'command', command: 'x' }, retry: { maxAttempts: 2 } })
  const { run } = await store.submit('enqueue', () => enqueue(core, { title: 'x', trigger: 'api', spec: retried }, start))
  const claim = async (now: number): Promise<Claim> => {
    const [next] = await store.submit('claim', () => claimNext(core, { free: 1, freeIn: () => 1 }, () => 3, now))
    return next as Claim
  }
  const finishAs = (one: Claim, ending: Ending) => store.submit('record an end', () => finish(core, one, ending, end, () => 0.5))
  const db = new Database(join(dataFolder, 'localflow.db'), { readonly: true })
  onTestFinished(() => void db.close())
  const rows = () => db.prepare('SELECT number, status FROM attempt_record ORDER BY number').all()
  return { store, run, claim, finishAs, rows, attempts: (one: Claim) => store.attempts.ofTask(one.task) }
}

it('an attempt that runs is read from its task, as a later engine takes it up', async () => {
  const { store, claim, rows, attempts } = await openTask()
  const first = await claim(start)
  expect(rows()).toEqual([])
  expect(attempts(first)).toMatchObject([{ id: first.attemptId, number: 1, status: 'running', pid: null, startedAt: start }])
  expect(store.attempts.log(first.runId, null)).toEqual({
    id: first.attemptId,
    number: 1,
    logPath: `logs/2026/03/01/${first.attemptId}.log`,
    ended: false,
    failed: false,
    size: null,
    printed: false,
  })
  expect(claimAgain(store, first.task, first.attemptId)).toMatchObject({ logPath: first.logPath, startedAt: start, runner: 3 })
  await store.submit('record a pid', () => store.attempts.setPid({ task: first.task, number: 1, pid: 7 }))
  expect(attempts(first)).toMatchObject([{ pid: 7 }])
})

it('lists a succeeded attempt completely, without a row of its own', async () => {
  const { store, claim, finishAs, rows, attempts } = await openTask()
  const first = await claim(start)
  await finishAs(first, succeeded())
  expect(rows()).toEqual([])
  expect(store.attempts.log(first.runId, null)).toMatchObject({ ended: true, size: 12 })
  expect(attempts(first)).toEqual([
    {
      ...{ id: first.attemptId, number: 1, status: 'succeeded', reason: null, error: null, pid: 7, exitCode: 0, signal: null },
      ...{ startedAt: start, endedAt: end, droppedBytes: 0, leftBehind: 0, usage },
    },
  ])
})

it.each([
  ['output was lost', { droppedBytes: 5 }],
  ['processes were left behind', { leftBehind: 2 }],
])('an attempt that succeeded has a row of its own where %s', async (_, over) => {
  const { claim, finishAs, rows, attempts } = await openTask()
  const first = await claim(start)
  await finishAs(first, succeeded(over))
  expect(rows()).toEqual([{ number: 1, status: 'succeeded' }])
  expect(attempts(first)).toMatchObject([{ number: 1, status: 'succeeded', pid: 7, usage, ...over }])
})

it('an attempt that failed has a row of its own, and the next one is read from the task', async () => {
  const { store, run, claim, finishAs, rows, attempts } = await openTask()
  const first = await claim(start)
  await finishAs(first, failed)
  const second = await claim(store.tasks.get(first.task)?.dueAt ?? 0)
  expect([1, 2].map((number) => store.attempts.log(first.runId, number)?.size)).toEqual([12, null])
  const ofRuns = store.attempts.logsOfRuns([run.number, 99], 2)
  expect(ofRuns?.get(run.number)?.map(({ number, ended }) => [number, ended])).toEqual([
    [1, true],
    [2, false],
  ])
  expect(ofRuns?.get(99)).toEqual([])
  expect(store.attempts.logsOfRuns([run.number], 1)).toBeNull()
  expect(rows()).toEqual([{ number: 1, status: 'failed' }])
  const ofFirst = { number: 1, status: 'failed', error: 'exited with code 3', exitCode: 3, startedAt: start, endedAt: end }
  expect(attempts(second)).toMatchObject([ofFirst, { number: 2, status: 'running', id: second.attemptId }])
  await finishAs(second, succeeded({ at: second.startedAt + 5 }))
  expect(attempts(second)).toMatchObject([ofFirst, { number: 2, status: 'succeeded', id: second.attemptId }])
  expect(store.attempts.keysOfRun(run.number).map(({ number, logPath }) => [number, logPath])).toEqual([
    [1, first.logPath],
    [2, second.logPath],
  ])
})
