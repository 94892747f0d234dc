import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readContents, unsuccessful } from './crash/checks/database.ts'
import { findingsIn } from './crash/checks/findings.ts'
import { expect, infoOf, shareOfProcessor, test } from './crash/disk-fixtures.ts'
import type { LfServer } from './crash/lf-server.ts'
import { logAccount } from './crash/log-account.ts'
import type { ScriptRecord } from './crash/script-record.ts'
import { fill } from './crash/small-disk.ts'
import { acknowledgedIn, enqueue, expectedOf, type Request, recorded, startLoad } from './crash/steady-load.ts'
import { untilIdle } from './crash/until-idle.ts'

const refusal = 'The disk is full: nothing was saved. Free some space and try again.'
const padding = 'x'.repeat(60_000)
const written = 1_500_000
const writeMuch = `head -c ${written} /dev/zero | tr '\\0' x`
const until = (path: string): string => `while [ ! -e ${path} ]; do sleep 0.05; done`

/** Enqueues large tasks until the disk is full. */
async function untilRefused(server: LfServer, record: ScriptRecord, requests: Request[]): Promise<void> {
  for (let n = 0; requests.at(-1)?.status !== 507 && n < 2_000; n++)
    requests.push(await enqueue(server, `large-${n}`, { ...recorded(record, ''), stdin: padding }))
}

/** Enqueues small ones until LocalFlow accepts one. */
const untilTaken = (server: LfServer, record: ScriptRecord, requests: Request[]): Promise<void> =>
  expect
    .poll(
      async () => {
        requests.push(await enqueue(server, 'first after', recorded(record, 'echo taken')))
        return requests.at(-1)?.status
      },
      { timeout: 10_000, intervals: [100] },
    )
    .toBe(201)

test('a full disk refuses with 507 within a second, delays running tasks, and resumes by itself: nothing is lost', async ({
  folder,
  record,
  disk,
  server,
}) => {
  const [full, free] = [join(folder, 'full'), join(folder, 'free')]
  const ends = await enqueue(server, 'ends', recorded(record, `${until(full)}; ${writeMuch}; sleep 0.5`))
  const goesOn = await enqueue(server, 'goes on', recorded(record, `${until(full)}; ${writeMuch}; ${until(free)}; echo after`))
  const fails = await enqueue(server, 'fails', recorded(record, `${until(full)}; exit 3`))
  const requests: Request[] = [ends, goesOn]
  await expect.poll(async () => (await infoOf(server))?.running).toBe(3)
  const load = startLoad(server, (n) => recorded(record, `echo ${n}`))
  await expect.poll(() => load.requests.length).toBeGreaterThan(20)

  const giveBack = fill(disk)
  writeFileSync(full, '')
  await untilRefused(server, record, requests)
  await expect.poll(() => load.requests.at(-1)?.status).toBe(507)
  await expect.poll(() => record.ended().some((name) => name.startsWith(`${ends.id}`))).toBe(true)
  await load.stop()
  const info = await infoOf(server)
  expect.soft(info?.storage).toMatchObject({ kind: 'full' })
  const begun = record.started()
  expect.soft(await shareOfProcessor(server, info?.runnerPid ?? 0, pause(3_000))).toBeLessThan(0.1)
  expect.soft(record.started()).toEqual(begun)
  expect(server.isAlive(), server.stderr()).toBe(true)

  giveBack()
  await untilTaken(server, record, requests)
  writeFileSync(free, '')
  expect.soft(await untilIdle(server, 10_000)).toBe(true)

  const all = [...requests, ...load.requests]
  expect.soft(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(1_000)
  const refused = all.filter(({ id }) => id === null).map(({ status, message }) => `${status} ${message}`)
  expect.soft(new Set(refused)).toEqual(new Set([`507 ${refusal}`]))
  const [first, second] = [await logAccount(server, `${ends.id}`), await logAccount(server, `${goesOn.id}`)]
  expect.soft(first.dropped).toBeGreaterThan(written / 2)
  expect.soft(first.kept + first.dropped).toBe(written)
  expect.soft(first.text).toMatch(/\[LocalFlow\] (?:the first|output was cut at) .*: the disk was full.*\n$/)
  expect.soft(second.kept + second.dropped).toBe(written + 'after\n'.length)
  // What the program wrote in the instant in which there was room again is kept.
  expect
    .soft(second.text)
    .toMatch(/\[LocalFlow\] (?:the first [\d.]+ .B of output are missing|output was cut at .+): the disk was full.*\nx*after\n$/)
  await server.end('SIGTERM')
  const contents = readContents(disk.seen)
  expect.soft(findingsIn(disk.seen, expectedOf(all, record))).toEqual([])
  expect.soft(unsuccessful(contents, acknowledgedIn(all))).toEqual([])
  expect.soft(contents.tasks.get(`${fails.id}`)).toMatchObject({ status: 'failed', reason: 'exit-code' })
})

test('a run that a full disk still accepted does not fail because of it: it waits for space, too', async ({
  record,
  disk,
  server,
}) => {
  const requests: Request[] = []
  // The database's log keeps its size: its old content can be overwritten when nothing else can be written.
  for (let n = 0; n < 150; n++) requests.push(await enqueue(server, `before-${n}`, { ...recorded(record, ''), stdin: padding }))
  expect(await untilIdle(server, 20_000)).toBe(true)
  const giveBack = fill(disk)
  const body = { kind: 'script', script: 'echo "a script that no file is kept of yet"', interpreter: ['/bin/sh'] }
  const run = await server.ask<{ id: string; nodes: { taskId: string }[] }>('POST', '/runs', { body })
  // Only a write that failed says that the disk is full.
  for (let n = 0; n < 400 && !(await infoOf(server))?.storage; n++)
    requests.push(await enqueue(server, `small-${n}`, recorded(record, 'echo small')))
  await expect.poll(async () => (await infoOf(server))?.storage).toMatchObject({ kind: 'full' })
  giveBack()
  expect(await untilIdle(server, 20_000)).toBe(true)
  const script = await server.ask<{ status: string; error: string }>('GET', `/runs/${run.body?.id}`)
  if (run.body) expect.soft(script.body).toMatchObject({ status: 'succeeded', error: null })
  await server.end('SIGTERM')
  expect.soft(unsuccessful(readContents(disk.seen), acknowledgedIn(requests))).toEqual([])
})
