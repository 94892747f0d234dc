import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readContents, unsuccessful } from './crash/checks/database.ts'
import { findingsIn } from './crash/checks/findings.ts'
import { lockDatabase } from './crash/database-lock.ts'
import { expect, infoOf, shareOfProcessor, skipSaying, test } from './crash/disk-fixtures.ts'
import { endProcesses, untilProcessesEnd } from './crash/end-processes.ts'
import { createLfServer } from './crash/lf-server.ts'
import { mountLoopDisk } from './crash/loop-disk.ts'
import { acknowledgedIn, enqueue, expectedOf, recorded, refusalsIn, startLoad } from './crash/steady-load.ts'
import { untilIdle } from './crash/until-idle.ts'

test('on a read-only volume LocalFlow does not start, and says why; once the volume is writable, it does', async ({ disk }) => {
  disk.remount('ro')
  const server = await createLfServer({ data: disk.path, seen: disk.seen, before: disk.before })
  expect(await server.start()).toBe(false)
  expect(await server.exited()).toBe(1)
  expect(server.stderr()).toMatch(/^lf: Could not write to the data folder .* \(EROFS\)\. Choose another with --data\.\n$/)
  disk.remount('rw')
  expect(await server.start(), server.stderr()).toBe(true)
  await server.end('SIGTERM')
})

test('a volume that turns read-only under load: each answer reports it at once, and nothing acknowledged is lost', async ({
  folder,
  record,
}, info) => {
  const disk = await mountLoopDisk(folder, 64)
  if (typeof disk === 'string') return skipSaying(info, disk)
  const server = await createLfServer({ data: disk.path, seen: disk.seen, before: disk.before })
  try {
    expect(await server.start(), server.stderr()).toBe(true)
    const free = join(folder, 'free')
    const held = await enqueue(server, 'held', recorded(record, `while [ ! -e ${free} ]; do sleep 0.05; done`))
    const before = startLoad(server, (n) => recorded(record, `echo ${n}`))
    await expect.poll(() => before.requests.length).toBeGreaterThan(40)
    await before.stop()
    await expect.poll(() => infoOf(server)).toMatchObject({ queued: 0, running: 1 })
    // Unflushed data is lost as in a power failure, which another test covers.
    disk.sync()
    disk.turnReadOnly()
    const load = startLoad(server, (n) => recorded(record, `echo ${n}`), { name: 'refused' })
    writeFileSync(free, '')
    const share = await shareOfProcessor(server, (await infoOf(server))?.runnerPid ?? 0, pause(3_000))
    await load.stop()
    expect.soft(share).toBeLessThan(0.3)
    expect.soft(server.isAlive(), server.stderr()).toBe(true)
    expect.soft(Math.max(...load.requests.map(({ ms }) => ms))).toBeLessThan(1_000)
    expect.soft(acknowledgedIn(load.requests)).toEqual([])
    for (const problem of refusalsIn(load.requests)) expect.soft(problem).toMatch(/^50[37] .*(read-only|disk)/)
    await server.end('SIGTERM')
    // The spawner would keep the end of what it started until the volume takes it.
    await endProcesses(disk.path)
    expect(await untilProcessesEnd(disk.path)).toEqual([])
    disk.repair()
    expect(await server.start(), server.stderr()).toBe(true)
    expect.soft(await untilIdle(server, 20_000)).toBe(true)
    await server.end('SIGTERM')
    expect.soft(findingsIn(disk.seen, expectedOf([held, ...before.requests, ...load.requests], record))).toEqual([])
    expect.soft(unsuccessful(readContents(disk.seen), acknowledgedIn(before.requests))).toEqual([])
  } finally {
    await server.end('SIGKILL')
    await disk.remove()
  }
})

for (const [name, seconds] of [
  ['a moment', 2],
  ['longer than any client waits', 8],
] as const)
  test(`another program locks the database for ${name}: LocalFlow resumes by itself, and nothing is lost`, async ({
    record,
    disk,
    server,
  }) => {
    const load = startLoad(server, (n) => recorded(record, `echo ${n}`))
    await expect.poll(() => load.requests.length).toBeGreaterThan(20)
    const runnerPid = (await infoOf(server))?.runnerPid ?? 0
    const release = await lockDatabase(disk)
    const share = await shareOfProcessor(server, runnerPid, pause(seconds * 1_000))
    await release()
    const released = load.requests.length
    await expect.poll(() => load.requests.slice(released + 1).some(({ id }) => id !== null), { timeout: 10_000 }).toBe(true)
    await load.stop()
    expect.soft(await untilIdle(server, 15_000)).toBe(true)
    expect.soft(share).toBeLessThan(0.15)
    for (const problem of refusalsIn(load.requests)) expect.soft(problem).toMatch(/^503 .*locked/)
    await server.end('SIGTERM')
    expect.soft(findingsIn(disk.seen, expectedOf(load.requests, record))).toEqual([])
    expect.soft(unsuccessful(readContents(disk.seen), acknowledgedIn(load.requests))).toEqual([])
  })
