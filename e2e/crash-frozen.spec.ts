import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import { readContents, unsuccessful } from './crash/checks/database.ts'
import { findingsIn } from './crash/checks/findings.ts'
import { infoOf } from './crash/disk-fixtures.ts'
import { untilProcessesEnd } from './crash/end-processes.ts'
import { createLfServer, type LfServer, lf } from './crash/lf-server.ts'
import { nativeProcesses } from './crash/native-processes.ts'
import { openRecord, type ScriptRecord } from './crash/script-record.ts'
import { acknowledgedIn, enqueue, expectedOf, type Request, recorded, startLoad } from './crash/steady-load.ts'
import { untilIdle } from './crash/until-idle.ts'

const test = base.extend<{ record: ScriptRecord; server: LfServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this needs nothing
  record: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'localflow-frozen-'))
    await use(openRecord(join(folder, 'script-record')))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  server: async ({ record }, use) => {
    const server = await createLfServer({ data: join(record.path, '..', 'data'), parallel: 6 })
    expect(await server.start(), server.stderr()).toBe(true)
    await expect.poll(async () => (await infoOf(server))?.runnerPid).toBeTruthy()
    await use(server)
    await server.end('SIGKILL')
    await untilProcessesEnd(server.data)
  },
})
test.skip(process.platform === 'win32', 'there are no such signals')

const runnerOf = async (server: LfServer): Promise<number> => (await infoOf(server))?.runnerPid ?? 0

async function expectAllDoneOnce(server: LfServer, requests: Request[], record: ScriptRecord): Promise<void> {
  expect.soft(await untilIdle(server, 20_000)).toBe(true)
  await server.end('SIGTERM')
  expect.soft(findingsIn(server.data, expectedOf(requests, record))).toEqual([])
  expect.soft(unsuccessful(readContents(server.data), acknowledgedIn(requests))).toEqual([])
}

test('an engine that is frozen for a while records every outcome in the meantime, once; no other engine replaces it', async ({
  server,
  record,
}) => {
  const requests: Request[] = []
  for (let n = 0; n < 12; n++) requests.push(await enqueue(server, `slow-${n}`, recorded(record, 'sleep 1')))
  await expect.poll(async () => (await infoOf(server))?.running).toBe(6)
  process.kill(server.pid(), 'SIGSTOP')
  await expect.poll(() => record.ended().length).toBe(6)
  const other = spawnSync(process.execPath, [lf, 'serve', '--port', '0', '--data', server.data], { encoding: 'utf8' })
  expect
    .soft([other.status, other.stderr])
    .toEqual([1, expect.stringContaining('LocalFlow is already running with the data folder')])
  process.kill(server.pid(), 'SIGCONT')
  await expectAllDoneOnce(server, requests, record)
  expect.soft(record.started()).toHaveLength(12)
})

test('a runner that freezes for a while delays new runs only', async ({ server, record }) => {
  const load = startLoad(server, (n) => recorded(record, `echo ${n}`), { paceMs: 50 })
  await expect.poll(() => record.ended().length).toBeGreaterThan(5)
  const runner = await runnerOf(server)
  process.kill(runner, 'SIGSTOP')
  const before = load.requests.length
  await expect.poll(() => load.requests.length).toBeGreaterThan(before + 20)
  expect.soft(Math.max(...load.requests.map(({ ms }) => ms))).toBeLessThan(1_000)
  process.kill(runner, 'SIGCONT')
  await load.stop()
  await expectAllDoneOnce(server, load.requests, record)
})

test('engine, runner, spawner, keepers and children killed together: running tasks are recorded as lost and retried, and nothing runs twice at once', async ({
  server,
  record,
}) => {
  const requests: Request[] = []
  for (let n = 0; n < 10; n++)
    requests.push(await enqueue(server, `n-${n}`, recorded(record, `sleep ${n < 6 ? 2 : 0.1}`), { maxAttempts: 3 }))
  await expect.poll(() => record.started().length).toBe(6)
  const runner = await runnerOf(server)
  const { spawner, keepers } = nativeProcesses(runner)
  const children = spawner === null ? childrenOf(runner) : keepers.flatMap(childrenOf)
  for (const pid of [server.pid(), runner, spawner ?? [], keepers, children].flat()) kill(pid)
  await server.exited()
  expect(children).toHaveLength(6)
  expect(await server.start(), server.stderr()).toBe(true)
  await expectAllDoneOnce(server, requests, record)
  const attempts = readContents(server.data).attempts.filter(({ number }) => number === 1)
  expect.soft(attempts.map(({ status }) => status).sort()).toEqual([...Array(6).fill('failed'), ...Array(4).fill('succeeded')])
})

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // A keeper has killed it already.
  }
}

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]))
}

type FoundOccurrence = { dueAt: number; lastAt: number; outcome: string; run: object | null }

test('an engine that freezes loses no occurrence of a schedule: each is run or reported, as its policy says', async ({
  server,
}) => {
  const everyMs = 2_000
  const policies = ['last', 'none', 'all'] as const
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await server.ask(method, path, body)).body as T
  const ids = new Map<string, string>()
  for (const policy of policies) {
    const draft = { name: policy, body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' }
    const { id: job } = await ask<{ id: string }>('POST', '/jobs', draft)
    const timing = { kind: 'every', ms: everyMs, anchor: 0 }
    const { id } = await ask<{ id: string }>('POST', '/schedules', { job, timing, tz: 'UTC', missed: { policy } })
    ids.set(policy, id)
  }
  const occurrencesOf = async (policy: string): Promise<FoundOccurrence[]> =>
    (await ask<{ items: FoundOccurrence[] }>('GET', `/schedules/${ids.get(policy)}/occurrences`)).items.reverse()
  for (const policy of policies) await expect.poll(async () => (await occurrencesOf(policy)).length).toBeGreaterThan(1)

  process.kill(server.pid(), 'SIGSTOP')
  const from = Date.now()
  // Six times of each schedule pass while the engine stands still.
  await expect.poll(() => Date.now(), { timeout: 20_000 }).toBeGreaterThan(from + 6 * everyMs)
  process.kill(server.pid(), 'SIGCONT')
  const to = Date.now()
  for (const policy of policies)
    await expect
      .poll(async () => ((await occurrencesOf(policy)).at(-1)?.dueAt ?? 0) > to + everyMs, { timeout: 15_000 })
      .toBe(true)

  const late: Record<string, number> = {}
  for (const policy of policies) {
    const occurrences = await occurrencesOf(policy)
    for (const [index, occurrence] of occurrences.slice(1).entries())
      expect.soft(occurrence.dueAt, `${policy}: no moment is left out`).toBe((occurrences[index]?.lastAt ?? 0) + everyMs)
    late[policy] = occurrences.filter(({ dueAt, run }) => run !== null && dueAt > from + everyMs && dueAt < to - everyMs).length
  }
  expect(late['last']).toBeLessThanOrEqual(1)
  expect(late['none']).toBe(0)
  expect(late['all']).toBeGreaterThanOrEqual(3)
})
