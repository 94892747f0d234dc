import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, infoOf, shareOfProcessor, test } from './crash/disk-fixtures.ts'
import { logAccount } from './crash/log-account.ts'
import { readBooks, unsuccessful, wrongs } from './crash/oracle.ts'
import { fill } from './crash/small-disk.ts'
import { type Asked, acknowledgedOf, enqueue, type Ledger, startLoad, told } from './crash/steady-load.ts'
import type { Subject } from './crash/subject.ts'
import { untilIdle } from './crash/until-idle.ts'

const refusal = 'The disk is full: nothing was saved. Free some space and try again.'
const padding = 'x'.repeat(60_000)
const written = 1_500_000
const writeMuch = `head -c ${written} /dev/zero | tr '\\0' x`
const until = (path: string): string => `while [ ! -e ${path} ]; do sleep 0.05; done`

/** Asks for large tasks until the disk takes no more. */
async function untilRefused(subject: Subject, ledger: Ledger, asked: Asked[]): Promise<void> {
  for (let n = 0; asked.at(-1)?.status !== 507 && n < 2_000; n++)
    asked.push(await enqueue(subject, `large-${n}`, { ...told(ledger, ''), stdin: padding }))
}

/** Asks for small ones until one is taken. */
const untilTaken = (subject: Subject, ledger: Ledger, asked: Asked[]): Promise<void> =>
  expect
    .poll(
      async () => {
        asked.push(await enqueue(subject, 'first after', told(ledger, 'echo taken')))
        return asked.at(-1)?.status
      },
      { timeout: 10_000, intervals: [100] },
    )
    .toBe(201)

test('a full disk refuses with 507 within a second, holds what runs, and goes on by itself: nothing is lost', async ({
  folder,
  ledger,
  disk,
  subject,
}) => {
  const [full, free] = [join(folder, 'full'), join(folder, 'free')]
  const ends = await enqueue(subject, 'ends', told(ledger, `${until(full)}; ${writeMuch}; sleep 0.5`))
  const goesOn = await enqueue(subject, 'goes on', told(ledger, `${until(full)}; ${writeMuch}; ${until(free)}; echo after`))
  const fails = await enqueue(subject, 'fails', told(ledger, `${until(full)}; exit 3`))
  const asked: Asked[] = [ends, goesOn]
  await expect.poll(async () => (await infoOf(subject))?.running).toBe(3)
  const load = startLoad(subject, (n) => told(ledger, `echo ${n}`))
  await expect.poll(() => load.asked.length).toBeGreaterThan(20)

  const giveBack = fill(disk)
  writeFileSync(full, '')
  await untilRefused(subject, ledger, asked)
  await expect.poll(() => load.asked.at(-1)?.status).toBe(507)
  await expect.poll(() => ledger.ended().some((name) => name.startsWith(`${ends.id}`))).toBe(true)
  await load.stop()
  const info = await infoOf(subject)
  expect.soft(info?.storage).toMatchObject({ kind: 'full' })
  const begun = ledger.begun()
  expect.soft(await shareOfProcessor(subject, info?.runnerPid ?? 0, pause(3_000))).toBeLessThan(0.1)
  expect.soft(ledger.begun()).toEqual(begun)
  expect(subject.isAlive(), subject.said()).toBe(true)

  giveBack()
  await untilTaken(subject, ledger, asked)
  writeFileSync(free, '')
  expect.soft(await untilIdle(subject, 10_000)).toBe(true)

  const all = [...asked, ...load.asked]
  expect.soft(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(1_000)
  const refused = all.filter(({ id }) => id === null).map(({ status, message }) => `${status} ${message}`)
  expect.soft(new Set(refused)).toEqual(new Set([`507 ${refusal}`]))
  const [first, second] = [await logAccount(subject, `${ends.id}`), await logAccount(subject, `${goesOn.id}`)]
  expect.soft(first.dropped).toBeGreaterThan(written / 2)
  expect.soft(first.kept + first.dropped).toBe(written)
  expect.soft(second.kept + second.dropped).toBe(written + 'after\n'.length)
  expect.soft(second.text).toMatch(/\[LocalFlow\] \d+ bytes of output are missing here: the disk was full\nafter\n$/)
  await subject.end('SIGTERM')
  const books = readBooks(disk.seen)
  expect.soft(wrongs(books, all, ledger)).toEqual([])
  expect.soft(unsuccessful(books, acknowledgedOf(all))).toEqual([])
  expect.soft(books.tasks.get(`${fails.id}`)).toMatchObject({ status: 'failed', reason: 'exit-code' })
})

test('what a full disk still let in is not failed for it: it waits for space, too', async ({ ledger, disk, subject }) => {
  const asked: Asked[] = []
  // The database's log keeps its size: what lay in it can be written over when nothing else can be written.
  for (let n = 0; n < 150; n++) asked.push(await enqueue(subject, `before-${n}`, { ...told(ledger, ''), stdin: padding }))
  expect(await untilIdle(subject, 20_000)).toBe(true)
  const giveBack = fill(disk)
  const body = { kind: 'script', script: 'echo "a script that no file is kept of yet"', interpreter: ['/bin/sh'] }
  const run = await subject.ask<{ id: string; nodes: { taskId: string }[] }>('POST', '/runs', { body })
  for (let n = 0; n < 40; n++) asked.push(await enqueue(subject, `small-${n}`, told(ledger, 'echo small')))
  // Only a write that failed says that the disk is full.
  await expect.poll(async () => (await infoOf(subject))?.storage).toMatchObject({ kind: 'full' })
  giveBack()
  expect(await untilIdle(subject, 20_000)).toBe(true)
  const script = await subject.ask<{ status: string; error: string }>('GET', `/runs/${run.body?.id}`)
  if (run.body) expect.soft(script.body).toMatchObject({ status: 'succeeded', error: null })
  await subject.end('SIGTERM')
  expect.soft(unsuccessful(readBooks(disk.seen), acknowledgedOf(asked))).toEqual([])
})
