import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '../hosts.ts'
import { processorMs } from './processor-time.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'
import { type Ledger, openLedger } from './steady-load.ts'
import { createSubject, type Subject } from './subject.ts'

type Fixtures = { folder: string; ledger: Ledger; disk: SmallDisk; subject: Subject }

/** A LocalFlow whose data folder is a disk of 64 MB. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this needs nothing
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'localflow-disk-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  ledger: async ({ folder }, use) => use(openLedger(join(folder, 'ledger'))),
  disk: async ({ folder }, use, info) => {
    const disk = await mountSmallDisk(join(folder, 'data'), 64)
    if (typeof disk === 'string') return skipSaying(info, disk)
    await use(disk)
    await disk.remove()
  },
  subject: async ({ disk }, use) => {
    const subject = await createSubject({ data: disk.path, seen: disk.seen, before: disk.before })
    expect(await subject.start(), subject.said()).toBe(true)
    await use(subject)
    await subject.end('SIGKILL')
  },
})

export { expect }

export function skipSaying(info: { skip(condition: boolean, reason: string): void }, reason: string): void {
  process.stdout.write(`skipped: ${reason}\n`)
  info.skip(true, reason)
}

export type Info = { queued: number; running: number; runnerPid: number; storage: { kind: string } | null }

export const infoOf = async (subject: Subject): Promise<Info | null> => (await subject.ask<Info>('GET', '/system')).body

/** Of one processor, by engine and runner together, while that goes on. */
export async function shareOfProcessor(subject: Subject, runnerPid: number, during: Promise<unknown>): Promise<number> {
  const pids = [subject.pid(), runnerPid]
  const [before, begin] = [processorMs(pids), performance.now()]
  await during
  return (processorMs(pids) - before) / (performance.now() - begin)
}
