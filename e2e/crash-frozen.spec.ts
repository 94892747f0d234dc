import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { test as base, expect } from '@playwright/test'
import { infoOf } from './crash/disk-fixtures.ts'
import { untilNobodyLeft } from './crash/left-behind.ts'
import { readBooks, unsuccessful, wrongs } from './crash/oracle.ts'
import { type Asked, acknowledgedOf, enqueue, type Ledger, openLedger, startLoad, told } from './crash/steady-load.ts'
import { createSubject, type Subject } from './crash/subject.ts'
import { untilIdle } from './crash/until-idle.ts'

const lf = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))

const test = base.extend<{ ledger: Ledger; subject: Subject }>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this needs nothing
  ledger: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'localflow-frozen-'))
    await use(openLedger(join(folder, 'ledger')))
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
  subject: async ({ ledger }, use) => {
    const subject = await createSubject({ data: join(ledger.path, '..', 'data'), parallel: 6 })
    expect(await subject.start(), subject.said()).toBe(true)
    await expect.poll(async () => (await infoOf(subject))?.runnerPid).toBeTruthy()
    await use(subject)
    await subject.end('SIGKILL')
    await untilNobodyLeft(subject.data)
  },
})
test.skip(process.platform === 'win32', 'there are no such signals')

const runnerOf = async (subject: Subject): Promise<number> => (await infoOf(subject))?.runnerPid ?? 0

async function expectAllDoneOnce(subject: Subject, asked: Asked[], ledger: Ledger): Promise<void> {
  expect.soft(await untilIdle(subject, 20_000)).toBe(true)
  await subject.end('SIGTERM')
  const books = readBooks(subject.data)
  expect.soft(wrongs(books, asked, ledger)).toEqual([])
  expect.soft(unsuccessful(books, acknowledgedOf(asked))).toEqual([])
}

test('an engine that stands still for a while records all that ended meanwhile, once; nobody takes its place', async ({
  subject,
  ledger,
}) => {
  const asked: Asked[] = []
  for (let n = 0; n < 12; n++) asked.push(await enqueue(subject, `slow-${n}`, told(ledger, 'sleep 1')))
  await expect.poll(async () => (await infoOf(subject))?.running).toBe(6)
  process.kill(subject.pid(), 'SIGSTOP')
  await expect.poll(() => ledger.ended().length).toBe(6)
  const other = spawnSync(process.execPath, [lf, 'serve', '--port', '0', '--data', subject.data], { encoding: 'utf8' })
  expect
    .soft([other.status, other.stderr])
    .toEqual([1, expect.stringContaining('LocalFlow is already running with the data folder')])
  process.kill(subject.pid(), 'SIGCONT')
  await expectAllDoneOnce(subject, asked, ledger)
  expect.soft(ledger.begun()).toHaveLength(12)
})

test('a runner that stands still for a while holds up what it has to start, and nothing else', async ({ subject, ledger }) => {
  const load = startLoad(subject, (n) => told(ledger, `echo ${n}`), { paceMs: 50 })
  await expect.poll(() => ledger.ended().length).toBeGreaterThan(5)
  const runner = await runnerOf(subject)
  process.kill(runner, 'SIGSTOP')
  const before = load.asked.length
  await expect.poll(() => load.asked.length).toBeGreaterThan(before + 20)
  expect.soft(Math.max(...load.asked.map(({ ms }) => ms))).toBeLessThan(1_000)
  process.kill(runner, 'SIGCONT')
  await load.stop()
  await expectAllDoneOnce(subject, load.asked, ledger)
})

test('engine, runner and children killed together: what ran is told as lost and tried again, and nothing runs twice at once', async ({
  subject,
  ledger,
}) => {
  const asked: Asked[] = []
  for (let n = 0; n < 10; n++)
    asked.push(await enqueue(subject, `n-${n}`, told(ledger, `sleep ${n < 6 ? 2 : 0.1}`), { maxAttempts: 3 }))
  await expect.poll(() => ledger.begun().length).toBe(6)
  const runner = await runnerOf(subject)
  const children = childrenOf(runner)
  for (const pid of [subject.pid(), runner, ...children]) process.kill(pid, 'SIGKILL')
  await subject.exited()
  expect(children).toHaveLength(6)
  expect(await subject.start(), subject.said()).toBe(true)
  await expectAllDoneOnce(subject, asked, ledger)
  const attempts = readBooks(subject.data).attempts.filter(({ number }) => number === 1)
  expect.soft(attempts.map(({ status }) => status).sort()).toEqual([...Array(6).fill('failed'), ...Array(4).fill('succeeded')])
})

function childrenOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => (line.trim() === '' ? [] : [Number(line)]))
}

type FoundSlot = { dueAt: number; lastAt: number; outcome: string; run: object | null }

test('an engine that stands still loses no moment of a schedule: each is run, or told of, as its schedule says', async ({
  subject,
}) => {
  const everyMs = 2_000
  const policies = ['last', 'none', 'all'] as const
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await subject.ask(method, path, body)).body as T
  const ids = new Map<string, string>()
  for (const policy of policies) {
    const draft = { name: policy, body: { kind: 'builtin', name: 'noop' }, overlap: 'allow' }
    const { id: job } = await ask<{ id: string }>('POST', '/jobs', draft)
    const timing = { kind: 'every', ms: everyMs, anchor: 0 }
    const { id } = await ask<{ id: string }>('POST', '/schedules', { job, timing, tz: 'UTC', missed: { policy } })
    ids.set(policy, id)
  }
  const slotsOf = async (policy: string): Promise<FoundSlot[]> =>
    (await ask<{ items: FoundSlot[] }>('GET', `/schedules/${ids.get(policy)}/slots`)).items.reverse()
  for (const policy of policies) await expect.poll(async () => (await slotsOf(policy)).length).toBeGreaterThan(1)

  process.kill(subject.pid(), 'SIGSTOP')
  const from = Date.now()
  // Six times of each schedule pass while the engine stands still.
  await expect.poll(() => Date.now(), { timeout: 20_000 }).toBeGreaterThan(from + 6 * everyMs)
  process.kill(subject.pid(), 'SIGCONT')
  const to = Date.now()
  for (const policy of policies)
    await expect.poll(async () => ((await slotsOf(policy)).at(-1)?.dueAt ?? 0) > to + everyMs, { timeout: 15_000 }).toBe(true)

  const late: Record<string, number> = {}
  for (const policy of policies) {
    const slots = await slotsOf(policy)
    for (const [index, slot] of slots.slice(1).entries())
      expect.soft(slot.dueAt, `${policy}: no moment is left out`).toBe((slots[index]?.lastAt ?? 0) + everyMs)
    late[policy] = slots.filter(({ dueAt, run }) => run !== null && dueAt > from + everyMs && dueAt < to - everyMs).length
  }
  expect(late['last']).toBeLessThanOrEqual(1)
  expect(late['none']).toBe(0)
  expect(late['all']).toBeGreaterThanOrEqual(3)
})
