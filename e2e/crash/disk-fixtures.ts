import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '../hosts.ts'
import { createLfServer, type LfServer } from './lf-server.ts'
import { processorMs } from './processor-time.ts'
import { openRecord, type ScriptRecord } from './script-record.ts'
import { mountSmallDisk, type SmallDisk } from './small-disk.ts'

type Fixtures = { folder: string; record: ScriptRecord; disk: SmallDisk; server: LfServer }

/** A LocalFlow whose data folder is a disk of 64 MB. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this needs nothing
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'localflow-disk-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  record: async ({ folder }, use) => use(openRecord(join(folder, 'script-record'))),
  disk: async ({ folder }, use, info) => {
    const disk = await mountSmallDisk(join(folder, 'data'), 64)
    if (typeof disk === 'string') return skipSaying(info, disk)
    await use(disk)
    await disk.remove()
  },
  server: async ({ disk }, use) => {
    const server = await createLfServer({ data: disk.path, seen: disk.seen, before: disk.before })
    expect(await server.start(), server.stderr()).toBe(true)
    await use(server)
    await server.end('SIGKILL')
  },
})

export { expect }

export function skipSaying(info: { skip(condition: boolean, reason: string): void }, reason: string): void {
  process.stdout.write(`skipped: ${reason}\n`)
  info.skip(true, reason)
}

export type Info = { queued: number; running: number; runnerPid: number; storage: { kind: string } | null }

export const infoOf = async (server: LfServer): Promise<Info | null> => (await server.ask<Info>('GET', '/system')).body

/** The share of one processor that engine and runner use together during that time. */
export async function shareOfProcessor(server: LfServer, runnerPid: number, during: Promise<unknown>): Promise<number> {
  const pids = [server.pid(), runnerPid]
  const [before, begin] = [processorMs(pids), performance.now()]
  await during
  return (processorMs(pids) - before) / (performance.now() - begin)
}
