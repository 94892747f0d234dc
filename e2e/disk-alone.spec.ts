import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, infoOf, test } from './crash/disk-fixtures.ts'
import { untilNobodyLeft } from './crash/left-behind.ts'
import { readBooks, unsuccessful, wrongs } from './crash/oracle.ts'
import { fill } from './crash/small-disk.ts'
import { type Asked, acknowledgedOf, enqueue, told } from './crash/steady-load.ts'
import { createSubject } from './crash/subject.ts'
import { untilIdle } from './crash/until-idle.ts'

/** Their ends are more than goes into what is left of a page of the runner's journal. */
const many = 30

/** Resolves when a runner of another data folder, which has room, was left alone by its engine and has left. */
async function untilIdleRunnerLeft(data: string): Promise<void> {
  const other = await createSubject({ data })
  expect(await other.start(), other.said()).toBe(true)
  await expect.poll(async () => (await infoOf(other))?.runnerPid).toBeTruthy()
  await other.end('SIGKILL')
  expect(await untilNobodyLeft(data)).toEqual([])
}

test('what ends on a full disk while no engine is there is known to the next, and not done again', async ({
  folder,
  ledger,
  disk,
}) => {
  const subject = await createSubject({ data: disk.path, seen: disk.seen, before: disk.before, parallel: many })
  try {
    expect(await subject.start(), subject.said()).toBe(true)
    const go = join(folder, 'go')
    const payload = told(ledger, `while [ ! -e ${go} ]; do sleep 0.1; done`)
    const asked: Asked[] = []
    for (let n = 0; n < many; n++) asked.push(await enqueue(subject, `held-${n}`, payload, { maxAttempts: 2 }))
    await expect.poll(() => infoOf(subject)).toMatchObject({ running: many })
    await expect.poll(() => ledger.begun().length).toBe(many)
    const giveBack = fill(disk)
    await subject.end('SIGKILL')
    writeFileSync(go, '')
    await expect.poll(() => ledger.ended().length).toBe(many)
    // A runner that can leave has left by the time another one has, which was left alone later.
    await untilIdleRunnerLeft(join(folder, 'other'))
    giveBack()
    expect(await subject.start(), subject.said()).toBe(true)
    expect.soft(await untilIdle(subject, 15_000)).toBe(true)
    await subject.end('SIGTERM')
    const books = readBooks(disk.seen)
    expect.soft(wrongs(books, asked, ledger)).toEqual([])
    expect.soft(unsuccessful(books, acknowledgedOf(asked))).toEqual([])
    expect.soft(ledger.begun().length).toBe(many)
  } finally {
    await subject.end('SIGKILL')
  }
})
