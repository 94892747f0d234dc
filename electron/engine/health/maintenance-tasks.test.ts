import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemActor } from '../../../shared/model/actor.ts'
import { Spec } from '../../../shared/model/job.ts'
import { leveled } from '../base/log.ts'
import { claimNext } from '../queue/claim.ts'
import { enqueue } from '../queue/enqueue.ts'
import { finish } from '../queue/finish.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, temporaryFolder } from '../testing/engine.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { filesUnder } from '../testing/files-with.ts'
import { backUpDaily, verifyBackup } from './backups.ts'
import { deleteOldRuns, deleteOldScripts } from './maintenance-tasks.ts'

const spec = Spec.parse({ body: { kind: 'command', command: 'true' } })
const day = 24 * 3_600_000

function openHouse() {
  const dataFolder = temporaryFolder()
  const clock = createFakeClock()
  const store = openTestStore(dataFolder)
  const core = coreOf(store)
  const parts = { ...core, clock, log: leveled('error', () => {}), dataFolder, retentionDays: 30 }

  /** Queued runs, some of which then run, and some of those end, with a log each. */
  async function add(queued: number, running: number, ended: number): Promise<string[]> {
    const ids = await store.submit('enqueue', () =>
      Array.from({ length: queued }, () => enqueue(core, { title: 'x', trigger: 'api', spec }, clock.now()).run.id),
    )
    const claims = await store.submit('claim', () =>
      claimNext(core, { free: running, freeIn: () => running }, () => 1, clock.now()),
    )
    for (const { logPath } of claims) {
      const path = join(dataFolder, logPath)
      mkdirSync(dirname(path), { recursive: true })
      for (const name of [path, `${path}.idx`, `${path}.levels`]) writeFileSync(name, 'x')
    }
    const lost = claims.slice(0, ended)
    await store.submit('record an end', () =>
      lost.map((claim) => finish(core, claim, { type: 'lost' }, clock.now(), Math.random)),
    )
    return ids
  }

  const logs = () => filesUnder(join(dataFolder, 'logs')).filter((name) => /log(\.idx|\.levels)?$/.test(name)).length
  return { ...parts, parts, add, logs }
}

describe('the retention', () => {
  it('deletes runs that ended long ago, with their logs and their history, and no others', async () => {
    const { store, clock, parts, add, logs } = openHouse()
    const [ended = '', running = '', queued = ''] = await add(3, 2, 1)
    const numberOf = (id: string) => store.runs.find(id)?.number ?? 0
    const [endedNumber, runningNumber] = [numberOf(ended), numberOf(running)]
    clock.advance(20 * day)
    const [recent = ''] = await add(1, 0, 0)
    clock.advance(10 * day)
    await deleteOldRuns(parts)
    expect(store.runs.find(ended)?.id).toBe(ended)
    clock.advance(1)
    await deleteOldRuns(parts)
    expect([ended, running, queued, recent].map((id) => store.runs.find(id) !== null)).toEqual([false, true, true, true])
    expect([store.tasks.ofRun(endedNumber), store.events.ofRun(endedNumber), logs()]).toEqual([[], [], 3])
    expect(store.events.ofRun(runningNumber)).toHaveLength(2)
  })

  it('deletes any number, a bearable piece at a time, and may be asked again', async () => {
    const { store, clock, parts, add, logs } = openHouse()
    await add(450, 450, 450)
    clock.advance(31 * day)
    expect(await deleteOldRuns(parts)).toBe(450)
    expect([1, 225, 450].map((run) => store.deletedRuns.find(run))).toEqual(
      Array(3).fill({ why: 'retention', at: clock.now(), days: 30, actor: systemActor }),
    )
    expect(store.deletedRuns.find(451)).toBeNull()
    expect(await deleteOldRuns(parts)).toBe(0)
    expect([store.runs.count('failed'), logs()]).toEqual([0, 0])
  })

  it('keeps pinned runs until they are unpinned', async () => {
    const { store, clock, parts, add } = openHouse()
    const [id = ''] = await add(2, 2, 2)
    const number = store.runs.find(id)?.number ?? 0
    await store.submit('pin a run', () => store.runs.setPinned(number, clock.now()))
    clock.advance(31 * day)
    expect(await deleteOldRuns(parts)).toBe(1)
    expect(store.runs.find(id)?.pinnedAt).not.toBeNull()
    await store.submit('pin a run', () => store.runs.setPinned(number, null))
    expect(await deleteOldRuns(parts)).toBe(1)
  })

  it('is not held up by a log that is gone already', async () => {
    const { store, clock, parts, add, dataFolder } = openHouse()
    const [id = ''] = await add(1, 1, 1)
    rmSync(join(dataFolder, 'logs'), { recursive: true })
    clock.advance(31 * day)
    await deleteOldRuns(parts)
    expect(store.runs.find(id)).toBeNull()
  })
})

describe('the daily backup', () => {
  it('is a whole database, and the newest seven are kept', async () => {
    const { clock, parts, add, dataFolder } = openHouse()
    await add(5, 2, 1)
    for (let night = 0; night < 9; night++) {
      await backUpDaily(parts)
      clock.advance(day)
    }
    const backups = readdirSync(join(dataFolder, 'backups')).sort()
    expect(backups).toHaveLength(7)
    expect(backups.map((name) => name.slice(10, 20))).toEqual(
      [7, 8, 9, 10, 11, 12, 13].map((date) => `2026-01-${String(date).padStart(2, '0')}`),
    )
    const restored = temporaryFolder()
    copyFileSync(join(dataFolder, 'backups', backups[6] ?? ''), join(restored, 'localflow.db'))
    expect(openTestStore(restored).runs.count('queued')).toBe(3)
  })

  it('leaves the backups that were made before a change of the schema', async () => {
    const { parts, dataFolder } = openHouse()
    mkdirSync(join(dataFolder, 'backups'))
    const other = join(dataFolder, 'backups', 'localflow-2020-01-01T00-00-00.000Z-before-schema-2.db')
    writeFileSync(other, '')
    await backUpDaily(parts)
    expect(existsSync(other)).toBe(true)
  })
})

describe('the check of the newest daily backup', () => {
  it('reads a copy, reports the name and size of the backup, and leaves the backup unchanged', async () => {
    const { parts, dataFolder } = openHouse()
    expect(await verifyBackup(parts)).toBe('There is no daily backup yet')
    await backUpDaily(parts)
    const [name = ''] = readdirSync(join(dataFolder, 'backups'))
    const before = readFileSync(join(dataFolder, 'backups', name))
    expect(await verifyBackup(parts)).toMatch(new RegExp(`^${name}, \\d+\\.\\d MB$`))
    expect(readdirSync(join(dataFolder, 'backups'))).toEqual([name])
    expect(readFileSync(join(dataFolder, 'backups', name)).equals(before)).toBe(true)
  })

  it('fails if the disk has damaged the backup since', async () => {
    const { parts, dataFolder } = openHouse()
    await backUpDaily(parts)
    const [name = ''] = readdirSync(join(dataFolder, 'backups'))
    const path = join(dataFolder, 'backups', name)
    const bytes = readFileSync(path)
    writeFileSync(path, bytes.fill(0x5a, 4_096, 40_960))
    await expect(verifyBackup(parts)).rejects.toThrow(`The backup ${name} is damaged`)
    expect(readdirSync(join(dataFolder, 'backups'))).toEqual([name])
  })
})

describe('the stored files of scripts', () => {
  it('are deleted when no run has used them for the retention time of runs; a file of another name stays', async () => {
    const { clock, parts, dataFolder } = openHouse()
    const folder = join(dataFolder, 'scripts')
    mkdirSync(folder)
    const [old, fresh] = ['0'.repeat(64), 'f'.repeat(64)]
    for (const [name, age] of [
      [old, 31],
      [fresh, 29],
      ['backup.sh', 31],
    ] as const) {
      writeFileSync(join(folder, name), 'echo')
      utimesSync(join(folder, name), new Date(clock.now() - age * day), new Date(clock.now() - age * day))
    }
    expect(await deleteOldScripts(parts)).toBe(1)
    expect(readdirSync(folder)).toEqual(['backup.sh', fresh])
  })
})
