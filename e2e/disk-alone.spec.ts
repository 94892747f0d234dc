import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, infoOf, test } from './crash/disk-fixtures.ts'
import { readBooks, unsuccessful, wrongs } from './crash/oracle.ts'
import { fill } from './crash/small-disk.ts'
import { type Asked, acknowledgedOf, enqueue, told } from './crash/steady-load.ts'
import { createSubject } from './crash/subject.ts'
import { untilIdle } from './crash/until-idle.ts'

/** Their ends are more than goes into what is left of a page of the runner's journal. */
const many = 30

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
    // A runner that is alone and idle leaves within a second.
    await pause(2_000)
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
