import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'
import { addTask, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { closedDatabase, insertMany } from '../testing/store.ts'

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
  expect(await together.operations.perform({ action: 'cancel', refs })).toMatchObject({
    done: refs.length,
    refused: 0,
    problems: [],
  })
  for (const ref of refs) await apart.runs.cancel(ref)
  expect(await stateOf(together)).toEqual(await stateOf(apart))
})

const spec = '{"body":{"kind":"builtin","name":"noop"}}'

/** Runs that were cancelled, and every tenth succeeded; they can be retried and deleted. */
function folderWithEnded(count: number): string {
  const dataFolder = temporaryFolder()
  const db = openDb(closedDatabase(dataFolder))
  insertMany(
    db,
    Array.from({ length: count }, (_, index) => ({ status: index % 10 === 0 ? 'succeeded' : 'cancelled', spec })),
  )
  db.exec(`INSERT OR IGNORE INTO queue (name, changed_at) VALUES ('default', 0)`)
  db.exec(`UPDATE queue SET state = 'paused' WHERE name = 'default'`)
  db.close()
  return dataFolder
}

const all = { q: '' }
const retriesOf = (engine: Engine, run: number): number =>
  engine.runs.events(String(run)).filter(({ type }) => type === 'retried' || type === 'queued').length

it('an operation that LocalFlow was stopped in goes on at the next start, and acts once on each run', async () => {
  const count = 3_000
  const dataFolder = folderWithEnded(count)
  const first = await startTestEngine({ dataFolder })
  const { id, total } = await first.operations.start({ action: 'retry', filter: all })
  expect(total).toBe(count)
  await until(() => first.operations.get(id).done > 0)
  first.stop()

  const second = await startTestEngine({ dataFolder })
  await until(() => second.operations.get(id).state !== 'running')
  expect(second.operations.get(id)).toMatchObject({
    ...{ state: 'done', done: 2_700, refused: 300, error: null },
    reasons: [{ reason: 'it succeeded', count: 300, problems: { length: 10 } }],
  })
  const tries = Array.from({ length: count }, (_, index) => retriesOf(second, index + 1))
  expect(new Set(tries.filter((_, index) => index % 10 !== 0))).toEqual(new Set([1]))
  expect(new Set(tries.filter((_, index) => index % 10 === 0))).toEqual(new Set([0]))
  expect(second.operations.list('running', 10)).toEqual([])
})

it('an operation leaves out runs that start later, stops when it is cancelled, and keeps what was done', async () => {
  const dataFolder = folderWithEnded(3_000)
  const engine = await startTestEngine({ dataFolder })
  const { id } = await engine.operations.start({ action: 'delete', filter: all })
  const later = await addTask(engine, noop)
  await until(() => engine.operations.get(id).done > 0)
  const cancelled = await engine.operations.cancel(id)
  expect(cancelled).toMatchObject({ state: 'cancelled', refused: 0 })
  const { count } = await engine.runs.count('')
  expect(count).toBe(3_001 - engine.operations.get(id).done)
  expect(engine.runs.find(later.runId).status).toBe('queued')
  await expect(engine.operations.cancel(id)).rejects.toThrow('This operation has already ended (cancelled).')
  await engine.operations.perform({ action: 'delete', filter: { q: '-status:queued' } })
  expect(await engine.runs.count('')).toEqual({ count: 1, isPart: false })
})

it('runs of jobs and single tasks are re-run together, each once, also over a restart, and a disabled job is refused', async () => {
  const dataFolder = temporaryFolder()
  const first = await startTestEngine({ dataFolder })
  await first.queues.pause('default', undefined)
  const job = await first.jobs.create(JobDraft.parse({ name: 'report', body: { kind: 'builtin', name: 'noop' } }))
  const off = await first.jobs.create(JobDraft.parse({ name: 'off', body: { kind: 'builtin', name: 'noop' } }))
  for (let n = 0; n < 60; n++) await first.manual.runJob(job.id, 'api')
  await first.manual.runJob(off.id, 'api')
  await first.jobs.setEnabled(off.id, false)
  await addTask(first, noop)
  const { id, total } = await first.operations.start({ action: 'rerun', filter: all }, 'cli')
  expect(total).toBe(62)
  await until(() => first.operations.get(id).done > 0)
  first.stop()

  const second = await startTestEngine({ dataFolder })
  await until(() => second.operations.get(id).state !== 'running')
  expect(second.operations.get(id)).toMatchObject({ state: 'done', done: 61, refused: 1 })
  const { items } = await second.runs.list({ status: null, job: null, q: null, cursor: null, limit: 200 })
  const origins = items.slice(0, -62).map(({ id: run, trigger }) => `${trigger} ${second.runs.detail(run).origin?.number}`)
  const expected = [...Array.from({ length: 60 }, (_, index) => `cli ${index + 1}`), 'cli 62']
  expect(origins.toSorted()).toEqual(expected.toSorted())
})

it('pinned runs are not deleted, by a person or by the clean-up, until they are unpinned', async () => {
  const engine = await startTestEngine({ dataFolder: folderWithEnded(4) })
  const pinned = await engine.runs.pin('2', true)
  expect(pinned.pinnedAt).not.toBeNull()
  expect(await engine.operations.perform({ action: 'pin', refs: ['2', '3'] })).toMatchObject({ done: 2, refused: 0 })
  expect(engine.runs.events('2').map(({ type }) => type)).toEqual(['pinned'])
  expect(await engine.operations.perform({ action: 'delete', filter: all })).toMatchObject({
    ...{ done: 2, refused: 2 },
    problems: [{ ref: '3', message: 'Could not delete run 3: it is pinned. Unpin it first.' }, { ref: '2' }],
  })
  await expect(engine.operations.remove('2')).rejects.toThrow('it is pinned')
  await engine.runs.pin('2', false)
  expect(await engine.runs.count('pinned:yes')).toEqual({ count: 1, isPart: false })
  await engine.operations.remove('2')
  expect(await engine.runs.count('')).toEqual({ count: 1, isPart: false })
})

it('the reason for which runs of flows cannot be retried is said once for all of them', async () => {
  const engine = await startTestEngine()
  await engine.flows.importFlow('Release', 'start: a\nnodes:\n  a: { exec_type: local_func, func: fail }\n')
  for (const n of [1, 2]) {
    const run = await engine.flowRuns.start('Release', null, {}, 'hand')
    await untilEnded(engine, run.id)
    expect(run.number).toBe(n)
  }
  const { id } = await engine.operations.start({ action: 'retry', filter: all }, 'cli')
  const ended = await until(() => engine.operations.get(id).state === 'done' && engine.operations.get(id))
  expect(ended).toMatchObject({ done: 0, refused: 2, reasons: [{ reason: 'it is a run of a flow', count: 2 }] })
})
