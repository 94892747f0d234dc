import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../../shared/contract/live.ts'
import { JobDraft } from '../../../shared/model/job.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { heartbeatMs, workerSilenceMs } from '../../../shared/model/worker.ts'
import { leveled } from '../base/log.ts'
import type { Engine } from '../engine.ts'
import { listen } from '../testing/changes.ts'
import { shell, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { manifestFile, startPipeline } from '../testing/pipelines.ts'

const draft = (name: string, over: object = {}): JobDraft => JobDraft.parse({ ...shell(':'), name, ...over })

/** The next `count` changes. */
async function take(engine: Engine, since: number | undefined, count: number): Promise<Change[]> {
  const found: Change[] = []
  for await (const change of engine.changes(since, undefined)) {
    found.push(change)
    if (found.length === count) break
  }
  return found
}

describe('the change stream', () => {
  it('yields each event from now on as it is committed', async () => {
    const engine = await startTestEngine()
    await engine.jobs.create(draft('before'))
    const told = take(engine, undefined, 4)
    const { id } = await engine.manual.exec(shell(':'), undefined, 'api')
    await untilEnded(engine, id)
    await engine.jobs.create(draft('after'))
    expect((await told).map((change) => ('type' in change ? `${change.noun} ${change.type}` : change.noun))).toEqual([
      'run queued',
      'run started',
      'run succeeded',
      'job created',
    ])
  })

  it('resumes after the last change a client got, without a gap and without a repeat', async () => {
    const engine = await startTestEngine({ dispatch: false })
    for (let n = 0; n < 10; n++) await engine.jobs.create(draft(`job ${n}`))
    const first = await take(engine, 0, 4)
    const rest = await take(engine, first.at(-1)?.seq, 6)
    expect([...first, ...rest].map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('tells a client that is too far behind, or ahead, to read everything again', async () => {
    const engine = await startTestEngine({ dispatch: false })
    await Promise.all(Array.from({ length: 2_001 }, (_, n) => engine.jobs.create(draft(`job ${n}`))))
    expect(await take(engine, 0, 1)).toEqual([{ noun: 'reset', seq: 2_001 }])
    expect(await take(engine, 9_999, 1)).toEqual([{ noun: 'reset', seq: 2_001 }])
    expect((await take(engine, 1, 2_000)).at(-1)).toMatchObject({ noun: 'job', seq: 2_001 })
  })
})

describe('a notice in the change stream', () => {
  it('names the trigger whose watched folder is gone, or back', async () => {
    const engine = await startTestEngine()
    const folder = join(temporaryFolder(), 'inbox')
    mkdirSync(folder)
    const job = await engine.jobs.create(draft('copy'))
    const { id } = await engine.triggers.create(job.id, TriggerDraft.parse({ on: { kind: 'files', path: folder } }))
    await until(() => engine.triggers.isWatched(id))
    const client = listen(engine)
    const seq = expect.any(Number)
    rmSync(folder, { recursive: true })
    expect(await client.next('trigger')).toEqual({ noun: 'trigger', id, type: 'watch changed', seq })
    expect(engine.triggers.get(id).problem).toContain('no longer exists')
    mkdirSync(folder)
    expect(await client.next('trigger')).toEqual({ noun: 'trigger', id, type: 'watch changed', seq })
    expect(engine.triggers.get(id).problem).toBeNull()
  })

  it('reports that LocalFlow listens at another address', async () => {
    const engine = await startTestEngine()
    const client = listen(engine)
    engine.listensAt('http://127.0.0.1:1', null)
    expect(await client.next('system')).toMatchObject({ type: 'address' })
    expect(engine.info().address).toBe('http://127.0.0.1:1')
  })

  it('reports that trouble with storage started and ended', async () => {
    const engine = await startTestEngine({ log: leveled('error', () => {}) })
    const path = join(engine.dataFolder, 'localflow.db')
    const client = listen(engine)
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    const refused = engine.jobs.create(draft('refused')).catch((error: Error) => error)
    expect(await client.next('system')).toMatchObject({ type: 'storage' })
    expect(engine.info().storage).toMatchObject({ kind: 'locked' })
    expect(await refused).toBeInstanceOf(Error)
    // A client that connects later gets the trouble at once.
    expect(await listen(engine).next('system')).toMatchObject({ type: 'storage' })
    other.exec('ROLLBACK')
    other.close()
    expect(await client.next('system')).toMatchObject({ type: 'storage' })
    expect(engine.info().storage).toBeNull()
  })

  it('reports that a setting is in effect, and that a pause of all schedules ended at its time', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const client = listen(engine)
    await engine.settings.update({ paused: { until: clock.now() + 150_000, reason: '' } })
    expect(await client.next('setting', 'applied')).toMatchObject({ id: 'settings' })
    expect(engine.settings.get().paused).not.toBeNull()
    clock.advance(149_000)
    clock.sleep(1_000)
    clock.advance(60_000)
    expect(await client.next('setting', 'pause ended')).toMatchObject({ id: 'settings' })
  })

  it('reports the end of a pause that an earlier engine started', async () => {
    const dataFolder = temporaryFolder()
    const clock = createFakeClock()
    const first = await startTestEngine({ dataFolder, clock, dispatch: false })
    await first.settings.update({ paused: { until: clock.now() + 30_000, reason: '' } })
    first.stop()
    const client = listen(await startTestEngine({ dataFolder, clock }))
    clock.advance(30_000)
    expect(await client.next('setting', 'pause ended')).toMatchObject({ id: 'settings' })
  })

  it('reports that deferred runs wait for other conditions', async () => {
    const computer = { onBattery: true as boolean | null, idleMs: 0 as number | null }
    const senses = { onBattery: async () => computer.onBattery, idleMs: async () => computer.idleMs }
    const engine = await startTestEngine({ senses })
    await engine.jobs.create(draft('first'))
    const copy = await engine.jobs.create(draft('copy', { conditions: { acPower: true, idleMs: 600_000 } }))
    await engine.triggers.create(copy.id, TriggerDraft.parse({ on: { kind: 'after', job: 'first' } }))
    const client = listen(engine)
    await untilEnded(engine, (await engine.manual.runJob('first', 'api')).id)
    expect(await client.next('condition')).toMatchObject({ type: 'changed' })
    computer.onBattery = false
    await engine.changedState()
    expect(await client.next('condition')).toMatchObject({ type: 'changed' })
    const [run] = (await engine.runs.list({ status: 'queued', job: null, q: null, cursor: null, limit: 1 })).items
    expect(engine.runs.detail(run?.id ?? '').nodes[0]?.waitsFor).toContain('10 minutes')
  })

  it('names the worker that registered, fell silent without tasks, reported another load, or was removed', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock })
    const client = listen(engine)
    const changed = { noun: 'worker', id: 'w', type: 'changed', seq: expect.any(Number) }
    const status = () => engine.workers.list(undefined).map(({ status, load }) => `${status} ${load}`)
    await engine.workers.register({ id: 'w', url: '', services: ['resize'], type: 'async', load: 0 })
    expect(await client.next('worker')).toEqual(changed)
    await engine.workers.heartbeat({ id: 'w', url: '', load: 3 })
    expect(await client.next('worker')).toEqual(changed)
    expect(status()).toEqual(['online 3'])
    const silent = client.next('worker')
    for (let gone = 0; gone <= workerSilenceMs; gone += heartbeatMs) {
      clock.advance(heartbeatMs)
      await new Promise(setImmediate)
    }
    expect(await silent).toEqual(changed)
    expect(status()).toEqual(['offline 3'])
    await engine.workers.heartbeat({ id: 'w', url: '', load: 3 })
    expect(await client.next('worker')).toEqual(changed)
    await engine.workers.remove('w')
    expect(await client.next('worker')).toEqual(changed)
    expect(status()).toEqual([])
  })

  it('names the maintenance task that started, and ended', async () => {
    const engine = await startTestEngine()
    const client = listen(engine)
    const ended = engine.maintenance.run('delete-keys')
    expect(await client.next('maintenance')).toMatchObject({ id: 'delete-keys', type: 'started' })
    await ended
    expect(await client.next('maintenance')).toMatchObject({ id: 'delete-keys', type: 'ended' })
    expect(engine.maintenance.get('delete-keys')).toMatchObject({ status: 'idle', last: { result: 'Deleted 0 keys' } })
  })

  it('names the run of a pipeline whose steps made progress', async () => {
    const engine = await startTestEngine()
    const client = listen(engine)
    const source = '[[step]]\nname = "one"\nstart = true\nscript = ":"\n'
    const run = await startPipeline(engine, manifestFile(engine, source), source)
    expect(await client.next('run', 'progress')).toMatchObject({ id: run.id, jobId: null })
    expect(await client.next('run', 'succeeded')).toMatchObject({ id: run.id })
  })

  it('reaches a client once, however often it came before the client read it', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const stream = engine.changes(undefined, undefined)
    const first = stream.next()
    engine.listensAt('http://127.0.0.1:1', null)
    expect((await first).value).toMatchObject({ noun: 'system' })
    for (let port = 2; port < 9; port++) engine.listensAt(`http://127.0.0.1:${port}`, null)
    expect((await stream.next()).value).toMatchObject({ noun: 'system' })
    const second = stream.next()
    await engine.jobs.create(draft('next'))
    expect((await second).value).toMatchObject({ noun: 'job' })
  })
})
