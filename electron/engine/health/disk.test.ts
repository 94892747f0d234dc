import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { leveled } from '../base/log.ts'
import { addTask, isAlive, noop, shell, startTestEngine, temporaryFolder, until, untilEnded } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createDisk } from './disk.ts'

const quiet = leveled('error', () => {})
const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

function startDisk() {
  const dataFolder = temporaryFolder()
  const clock = createFakeClock()
  const device = { takes: true, asked: 0 }
  const changes: (string | null)[] = []
  const probe = async () => {
    device.asked++
    if (!device.takes) throw new Error('not yet')
  }
  const store = { path: join(dataFolder, 'test.db'), probe }
  const disk = createDisk({
    store,
    clock,
    log: quiet,
    dataFolder,
    isBusy: () => false,
    changed: () => changes.push(disk.trouble()?.kind ?? null),
  })
  onTestFinished(disk.stop)
  return { disk, clock, device, changes }
}

describe('storage in trouble', () => {
  it('is one trouble however many writes fail, and ends when a write succeeds', async () => {
    const { disk, clock, device, changes } = startDisk()
    device.takes = false
    expect([disk.failed(full), disk.failed(full)]).toEqual([true, true])
    expect(disk.trouble()).toMatchObject({ kind: 'full', message: 'The disk is full.', since: clock.now() })
    const back = disk.back()
    for (const times of [1, 2, 3]) {
      clock.advance(1_000)
      await until(() => device.asked === times)
    }
    expect(changes).toEqual(['full'])
    device.takes = true
    clock.advance(1_000)
    await back
    expect(changes).toEqual(['full', null])
    expect(disk.trouble()).toBeNull()
  })

  it('is looked at every second, however many writes fail of one thing and another', async () => {
    const { disk, clock, device } = startDisk()
    device.takes = false
    for (let tenths = 0; tenths < 10; tenths++) {
      const code = tenths % 2 === 0 ? 'SQLITE_FULL' : 'SQLITE_IOERR'
      disk.failed(Object.assign(new Error(code), { code }))
      clock.advance(100)
    }
    await until(() => device.asked === 1)
  })

  it('is not entered for an error that the disk did not cause', () => {
    const { disk, changes } = startDisk()
    const others = [new Error('x'), Object.assign(new Error('x'), { code: 'SQLITE_CONSTRAINT' }), { code: 'ENOENT' }, null, 'x']
    expect(others.map(disk.failed)).toEqual(others.map(() => false))
    expect(changes).toEqual([])
  })

  it.each([
    ['ENOSPC', 'full'],
    ['EDQUOT', 'full'],
    ['EROFS', 'read-only'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['SQLITE_BUSY', 'locked'],
    ['SQLITE_IOERR_FSYNC', 'failing'],
    ['EMFILE', 'failing'],
  ])('%s is %s', (code, kind) => {
    const { disk } = startDisk()
    disk.failed(Object.assign(new Error(code), { code }))
    expect(disk.trouble()?.kind).toBe(kind)
  })

  it('lets who waits for its end go when they are stopped', async () => {
    const { disk } = startDisk()
    await disk.back()
    disk.failed(full)
    const stop = new AbortController()
    const waiting = disk.back(stop.signal)
    stop.abort()
    await waiting
    expect(disk.trouble()?.kind).toBe('full')
  })

  it('checks the disk only while something runs', async () => {
    const { disk, clock, device } = startDisk()
    disk.watch()
    clock.advance(60_000)
    await disk.look()
    expect([disk.trouble(), device.asked]).toEqual([null, 0])
  })
})

describe('while another program has locked the database', () => {
  function lock(dataFolder: string): { release(): void } {
    const other = new Database(join(dataFolder, 'localflow.db'))
    other.exec('BEGIN IMMEDIATE')
    return {
      release() {
        other.exec('COMMIT')
        other.close()
      },
    }
  }

  it('a write waits for it without blocking others', async () => {
    const engine = await startTestEngine()
    const { release } = lock(engine.dataFolder)
    const added = engine.manual.exec(noop(), undefined, 'api')
    const started = performance.now()
    let turns = 0
    while (performance.now() - started < 300) {
      await new Promise(setImmediate)
      turns++
    }
    expect(turns).toBeGreaterThan(100)
    release()
    expect(await untilEnded(engine, (await added).id)).toMatchObject({ status: 'succeeded' })
  })

  it('writes are refused in time with a reason, nothing starts, and all resumes by itself', async () => {
    const engine = await startTestEngine({ log: quiet })
    const task = await addTask(engine, { delayMs: 500, payload: { name: 'noop' } })
    const { release } = lock(engine.dataFolder)
    const refusal = { code: 'unavailable', message: expect.stringContaining('locked by another program') }
    await expect(engine.manual.exec(noop(), undefined, 'api')).rejects.toMatchObject(refusal)
    expect(engine.info().storage).toMatchObject({ kind: 'locked' })
    expect(engine.health()).toEqual([expect.stringContaining('Another program has locked the database')])
    expect(engine.runs.detail(task.runId).nodes[0]?.waitsFor).toMatch(/^Another program has locked the database\. No run starts/)
    release()
    expect(await untilEnded(engine, task.runId)).toMatchObject({ status: 'succeeded' })
    expect(engine.info().storage).toBeNull()
    expect(engine.health()).toEqual([])
  }, 20_000)

  it('a run is stopped at once, and its end is recorded once the lock is gone', async () => {
    const engine = await startTestEngine({ log: quiet })
    const { id } = await engine.manual.exec(shell('sleep 60', { retry: { maxAttempts: 3 } }), undefined, 'api')
    const pid = Number(await until(() => engine.runs.detail(id).nodes[0]?.tries[0]?.pid))
    const { release } = lock(engine.dataFolder)
    await engine.runs.cancel(id)
    await until(() => !isAlive(pid))
    expect(engine.runs.detail(id).status).toBe('running')
    release()
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'cancelled', reason: 'stopped' })
  }, 20_000)

  it('an engine that cannot write at its start reports why, and leaves the folder to the next', async () => {
    const { dataFolder, stop } = await startTestEngine()
    stop()
    const { release } = lock(dataFolder)
    const refusal = { code: 'unavailable', message: expect.stringContaining('locked by another program') }
    await expect(startTestEngine({ dataFolder, dispatch: false })).rejects.toMatchObject(refusal)
    release()
    const next = await startTestEngine({ dataFolder })
    expect(await untilEnded(next, (await next.manual.exec(noop(), undefined, 'api')).id)).toMatchObject({ status: 'succeeded' })
  }, 20_000)

  it('a schedule sleeps, and starts due occurrences when the lock is released', async () => {
    const clock = createFakeClock()
    const engine = await startTestEngine({ clock, log: quiet })
    const job = await engine.jobs.create(JobDraft.parse({ name: 'tick', body: { kind: 'builtin', name: 'noop' } }))
    const everyMinute = { timing: { kind: 'cron', expr: '* * * * *' }, tz: 'UTC' }
    const { id, nextAt } = await engine.schedules.create(job.id, ScheduleDraft.parse(everyMinute))
    await engine.lookAtClock()
    const { release } = lock(engine.dataFolder)
    clock.advance(60_000)
    await until(() => engine.info().storage !== null)
    release()
    // Only the check of the disk is awaited.
    clock.advance(1_000)
    const outcomes = () =>
      engine.schedules.occurrencesOf(id, null, 10).map(({ dueAt, outcome, reason }) => ({ dueAt, outcome, reason }))
    await until(() => outcomes().length > 0)
    expect(outcomes()).toEqual([{ dueAt: nextAt, outcome: 'ran', reason: null }])
  }, 20_000)

  it('an outcome in the meantime is recorded afterwards, once', async () => {
    const engine = await startTestEngine({ log: quiet })
    const task = await addTask(engine, { payload: { name: 'sleep', input: { ms: 200 } } })
    await until(() => engine.info().running === 1)
    const { release } = lock(engine.dataFolder)
    await until(() => engine.info().storage !== null)
    release()
    expect(await untilEnded(engine, task.runId)).toMatchObject({ status: 'succeeded' })
    expect(engine.runs.events(task.runId).filter(({ type }) => type === 'succeeded')).toHaveLength(1)
  }, 20_000)
})
