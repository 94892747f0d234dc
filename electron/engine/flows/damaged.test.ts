import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import type { Run } from '../../../shared/model/run.ts'
import { TaskDraft } from '../../../shared/model/task.ts'
import { openDb } from '../store/db.ts'
import { isAlive, startTestEngine, temporaryFolder, until, untilEnded, untilRun } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { type Draft, runFlow, startFlow, tale } from '../testing/flows.ts'

const noop: Draft = { exec_type: 'local_func', func: 'noop' }
const draft: Draft = {
  start: 't',
  nodes: { t: { kind: 'timer', params: { delay_ms: 1_000 } }, a: noop },
  edges: [{ from: 't', to: 'a' }],
}

/** A run that waits for its timer, whose database was changed while LocalFlow was closed. */
async function damaged(change: (sql: (text: string) => void, run: Run) => void) {
  const dataFolder = temporaryFolder()
  const clock = createFakeClock()
  const first = await startTestEngine({ dataFolder, clock })
  const run = await startFlow(first, draft)
  first.stop()
  const db = openDb(join(dataFolder, 'localflow.db'))
  change((text) => void db.exec(text), run)
  db.close()
  const engine = await startTestEngine({ dataFolder, clock })
  clock.advance(1_000)
  return { engine, run: await untilEnded(engine, run.id) }
}

function changeDatabase(dataFolder: string, sql: string): void {
  const db = openDb(join(dataFolder, 'localflow.db'))
  db.exec(sql)
  db.close()
}

const damage = (dataFolder: string, { number }: Run): void =>
  changeDatabase(dataFolder, `DELETE FROM event WHERE run = ${number} AND n = 1`)

describe('a damaged history', () => {
  it.each<[string, (run: Run) => string, RegExp]>([
    [
      'lacks an event',
      ({ number }) => `DELETE FROM event WHERE run = ${number} AND n = 1`,
      /event 1, before event 2, is missing/,
    ],
    [
      'speaks of what is new',
      ({ number }) => `UPDATE event SET type = 'telepathy' WHERE run = ${number} AND n = 2`,
      /"telepathy", which needs a newer LocalFlow/,
    ],
    [
      'says what cannot be',
      ({ number }) => `UPDATE event SET data = json_set(data, '$.after', 'x#1') WHERE run = ${number} AND n = 2`,
      /no step "x#1" under way/,
    ],
  ])('ends its run with an error and executes nothing: %s', async (_, sql, problem) => {
    const { engine, run } = await damaged((exec, found) => exec(sql(found)))
    expect(run).toMatchObject({ status: 'failed', reason: 'damaged', error: expect.stringMatching(problem) })
    expect(engine.runs.detail(run.id)).toMatchObject({ nodes: [], shared: {} })
    expect(() => engine.flowRuns.history(run.id)).toThrow(problem)
    expect(await runFlow(engine, { start: 'a', nodes: { a: noop } })).toMatchObject({ status: 'succeeded' })
  })

  it.each([
    ['that runs is not tried again', 3],
    ['that runs has failed', 1],
  ])('uses no slot indefinitely: a task %s', async (_, attempts) => {
    const dataFolder = temporaryFolder()
    const gate = join(dataFolder, 'gate')
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock, parallel: 1 })
    const code = `while [ ! -e '${gate}' ]; do sleep 0.02; done; exit 1`
    const node: Draft = { exec_type: 'shell', script: { cmd: '/bin/sh', code }, max_attempts: attempts, attempt_delay_ms: 0 }
    const run = await startFlow(first, { start: 'a', nodes: { a: node } })
    await until(() => tale(first, run).includes('started'))
    first.stop()
    damage(dataFolder, run)
    const engine = await startTestEngine({ dataFolder, clock, parallel: 1 })
    writeFileSync(gate, '')
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'damaged' })
    expect(await runFlow(engine, { start: 'a', nodes: { a: noop } })).toMatchObject({ status: 'succeeded' })
  })

  it('that is queued gives its place to the next task at once', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock, parallel: 1 })
    await first.queues.pause('default', undefined)
    const run = await startFlow(first, { start: 'a', nodes: { a: noop } })
    const next = await first.tasks.create(TaskDraft.parse({ type: 'builtin', payload: { name: 'noop' } }), 'api')
    first.stop()
    damage(dataFolder, run)
    const engine = await startTestEngine({ dataFolder, clock, parallel: 1 })
    await engine.queues.resume('default')
    expect(await untilEnded(engine, next.task.runId)).toMatchObject({ status: 'succeeded' })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'damaged' })
  })

  it.each([
    ['that is queued', noop],
    ['that is a timer', { kind: 'timer', params: { delay_ms: 1_000 } } satisfies Draft],
  ])('that ends too soon, before a task %s, blocks no other run', async (_, node) => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock, parallel: 1 })
    await first.queues.pause('default', undefined)
    const run = await startFlow(first, { start: 'a', nodes: { a: node } })
    const next = await first.tasks.create(TaskDraft.parse({ type: 'builtin', payload: { name: 'noop' } }), 'api')
    first.stop()
    changeDatabase(dataFolder, `DELETE FROM event WHERE run = ${run.number} AND n > 1`)
    const engine = await startTestEngine({ dataFolder, clock, parallel: 1 })
    await engine.queues.resume('default')
    expect(await untilEnded(engine, next.task.runId)).toMatchObject({ status: 'succeeded' })
    clock.advance(1_000)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'damaged' })
  })

  it('stops running tasks before the next run of its job starts', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    const pidFile = join(dataFolder, 'pid')
    const script = { cmd: '/bin/sh', code: `echo $$ > '${pidFile}'; exec sleep 600` }
    await first.flows.importFlow('long', JSON.stringify({ start: 'a', nodes: { a: { exec_type: 'shell', script } } }))
    const job = await first.jobs.create(JobDraft.parse({ name: 'tick', overlap: 'queue', body: { kind: 'flow', flow: 'long' } }))
    const [run, next] = [await first.manual.runJob(job.id, 'api', {}), await first.manual.runJob(job.id, 'api', {})]
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').endsWith('\n'))
    const pid = Number(readFileSync(pidFile, 'utf8'))
    first.stop()
    damage(dataFolder, run)
    const engine = await startTestEngine({ dataFolder, clock })
    await engine.runs.cancel(run.id)
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'damaged' })
    await until(() => engine.runs.find(next.id).status === 'running')
    expect(isAlive(pid)).toBe(false)
    await engine.runs.cancel(next.id)
    await untilEnded(engine, next.id)
  })

  it('that waits for a worker is passed over by the worker', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    const pulled: Draft = { start: 'a', nodes: { a: { exec_type: 'queue', service: 'resize' } } }
    const [run, sound] = [await startFlow(first, pulled), await startFlow(first, pulled)]
    first.stop()
    damage(dataFolder, run)
    const engine = await startTestEngine({ dataFolder, clock })
    await engine.workers.register({ id: 'w', url: '', services: ['resize'], type: 'async', load: 0 })
    expect(await engine.workers.poll('w', ['resize'])).toMatchObject({ task_id: sound.id })
    expect(await untilEnded(engine, run.id)).toMatchObject({ status: 'failed', reason: 'damaged' })
  })

  it('lets the next run of its job go on', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock })
    await first.flows.importFlow('timer', JSON.stringify(draft))
    const job = await first.jobs.create(JobDraft.parse({ name: 'tick', overlap: 'queue', body: { kind: 'flow', flow: 'timer' } }))
    const [damagedRun, next] = [await first.manual.runJob(job.id, 'api', {}), await first.manual.runJob(job.id, 'api', {})]
    await untilRun(first, damagedRun.id, ({ status }) => status === 'running')
    await until(() => tale(first, damagedRun).includes('timer set') || tale(first, damagedRun).length > 3)
    first.stop()
    damage(dataFolder, damagedRun)
    const engine = await startTestEngine({ dataFolder, clock })
    clock.advance(1_000)
    expect(await untilEnded(engine, damagedRun.id)).toMatchObject({ status: 'failed', reason: 'damaged' })
    await until(() => tale(engine, next).length > 3)
    clock.advance(1_000)
    expect(await untilEnded(engine, next.id)).toMatchObject({ status: 'succeeded' })
  })

  it('cannot hold an event twice', async () => {
    await expect(
      damaged((exec, { number }) =>
        exec(
          `INSERT INTO event (at, noun, run, type, data, n) SELECT at, noun, run, type, data, n FROM event WHERE run = ${number} AND n = 2`,
        ),
      ),
    ).rejects.toThrow('UNIQUE constraint failed')
  })
})
