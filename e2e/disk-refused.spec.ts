import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { lockDatabase } from './crash/database-lock.ts'
import { expect, infoOf, shareOfProcessor, skipSaying, test } from './crash/disk-fixtures.ts'
import { untilNobodyLeft } from './crash/left-behind.ts'
import { mountLoopDisk } from './crash/loop-disk.ts'
import { readBooks, unsuccessful, wrongs } from './crash/oracle.ts'
import { acknowledgedOf, enqueue, problemsOf, startLoad, told } from './crash/steady-load.ts'
import { createSubject } from './crash/subject.ts'
import { untilIdle } from './crash/until-idle.ts'

test('on a volume that is read-only it does not start, and says why; when it can be written to, it does', async ({ disk }) => {
  disk.remount('ro')
  const subject = await createSubject({ data: disk.path, seen: disk.seen, before: disk.before })
  expect(await subject.start()).toBe(false)
  expect(await subject.exited()).toBe(1)
  expect(subject.said()).toMatch(/^lf: The data folder .* cannot be written to \(EROFS\)\. Choose another with --data\.\n$/)
  disk.remount('rw')
  expect(await subject.start(), subject.said()).toBe(true)
  await subject.end('SIGTERM')
})

test('a volume that turns read-only under load: each answer says so at once, and nothing acknowledged is lost', async ({
  folder,
  ledger,
}, info) => {
  const disk = await mountLoopDisk(folder, 64)
  if (typeof disk === 'string') return skipSaying(info, disk)
  const subject = await createSubject({ data: disk.path, seen: disk.seen, before: disk.before })
  try {
    expect(await subject.start(), subject.said()).toBe(true)
    const free = join(folder, 'free')
    const held = await enqueue(subject, 'held', told(ledger, `while [ ! -e ${free} ]; do sleep 0.05; done`))
    const before = startLoad(subject, (n) => told(ledger, `echo ${n}`))
    await expect.poll(() => before.asked.length).toBeGreaterThan(40)
    await before.stop()
    await expect.poll(() => infoOf(subject)).toMatchObject({ queued: 0, running: 1 })
    // What is not on the disk by now is lost as if the power had gone, which is another test's matter.
    disk.sync()
    disk.turnReadOnly()
    const load = startLoad(subject, (n) => told(ledger, `echo ${n}`), { name: 'refused' })
    writeFileSync(free, '')
    const share = await shareOfProcessor(subject, (await infoOf(subject))?.runnerPid ?? 0, pause(3_000))
    await load.stop()
    expect.soft(share).toBeLessThan(0.3)
    expect.soft(subject.isAlive(), subject.said()).toBe(true)
    expect.soft(Math.max(...load.asked.map(({ ms }) => ms))).toBeLessThan(1_000)
    expect.soft(acknowledgedOf(load.asked)).toEqual([])
    for (const problem of problemsOf(load.asked)) expect.soft(problem).toMatch(/^50[37] .*(read-only|disk)/)
    await subject.end('SIGTERM')
    expect(await untilNobodyLeft(disk.path)).toEqual([])
    disk.repair()
    expect(await subject.start(), subject.said()).toBe(true)
    expect.soft(await untilIdle(subject, 20_000)).toBe(true)
    await subject.end('SIGTERM')
    const books = readBooks(disk.seen)
    expect.soft(wrongs(books, [held, ...before.asked, ...load.asked], ledger)).toEqual([])
    expect.soft(unsuccessful(books, acknowledgedOf(before.asked))).toEqual([])
  } finally {
    await subject.end('SIGKILL')
    await disk.remove()
  }
})

for (const [name, seconds] of [
  ['a moment', 2],
  ['longer than anybody waits', 8],
] as const)
  test(`another program locks the database for ${name}: it goes on by itself, and nothing is lost`, async ({
    ledger,
    disk,
    subject,
  }) => {
    const load = startLoad(subject, (n) => told(ledger, `echo ${n}`))
    await expect.poll(() => load.asked.length).toBeGreaterThan(20)
    const runnerPid = (await infoOf(subject))?.runnerPid ?? 0
    const release = await lockDatabase(disk)
    const share = await shareOfProcessor(subject, runnerPid, pause(seconds * 1_000))
    await release()
    const released = load.asked.length
    await expect.poll(() => load.asked.slice(released + 1).some(({ id }) => id !== null), { timeout: 10_000 }).toBe(true)
    await load.stop()
    expect.soft(await untilIdle(subject, 15_000)).toBe(true)
    expect.soft(share).toBeLessThan(0.15)
    for (const problem of problemsOf(load.asked)) expect.soft(problem).toMatch(/^503 .*locked/)
    await subject.end('SIGTERM')
    const books = readBooks(disk.seen)
    expect.soft(wrongs(books, load.asked, ledger)).toEqual([])
    expect.soft(unsuccessful(books, acknowledgedOf(load.asked))).toEqual([])
  })
