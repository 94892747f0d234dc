import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Ask, giveAll, lastTimer, openRuns } from './crash/flows/drive.ts'
import { everything, outcomeOf, paramsOf } from './crash/flows/everything.ts'
import { type Expected, faultsOfFlows } from './crash/flows/faults.ts'
import { crashFlows } from './crash/flows/load.ts'
import { lf } from './crash/killed.ts'
import { untilNobodyLeft } from './crash/left-behind.ts'
import { createSubject } from './crash/subject.ts'
import { expect, test } from './hosts.ts'

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

test('engine and runner are killed at random while flows run: each comes to the end that it would have come to', async ({
  data,
}) => {
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  test.setTimeout(120_000)
  const { faults, engineKills } = await crashFlows({ kills: 8, runs: 25, seed, data, parallel: 6, say: () => {} })
  expect(faults).toEqual([])
  expect(engineKills).toBeGreaterThan(0)
})

test('an engine that stands still for a while goes on with its flows; a second one does not take its place', async () => {
  test.skip(process.platform === 'win32', 'there are no such signals')
  const folder = mkdtempSync(join(tmpdir(), 'localflow-frozen-'))
  const subject = await createSubject({ data: join(folder, 'data'), parallel: 6 })
  const ledger = join(folder, 'ledger')
  writeFileSync(ledger, '')
  expect(await subject.start(), subject.said()).toBe(true)
  const ask: Ask = async (method, path, body) => {
    const answer = await subject.ask<Record<string, unknown>>(method, path, body)
    return answer.body && { status: answer.status, body: answer.body }
  }
  await ask('POST', '/flows/import', { name: 'everything', source: JSON.stringify(everything(ledger)) })
  const told = new Map<string, Expected>()
  for (let n = 1; n <= 6; n++) {
    const run = await ask('POST', '/flows/everything/start', { params: paramsOf(n) })
    told.set(String(run?.body['id']), { shared: outcomeOf(n) })
  }

  const readLedger = (word: string): string[] =>
    readFileSync(ledger, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(word))
  async function freeze(until: () => boolean): Promise<void> {
    process.kill(subject.pid(), 'SIGSTOP')
    const other = spawnSync(process.execPath, [lf, 'serve', '--port', '0', '--data', subject.data], { encoding: 'utf8' })
    expect
      .soft([other.status, other.stderr])
      .toEqual([1, expect.stringContaining('LocalFlow is already running with the data folder')])
    await expect.poll(until).toBe(true)
    process.kill(subject.pid(), 'SIGCONT')
  }

  // Programs of nodes end while the engine stands still.
  await expect.poll(() => readLedger('start').length).toBeGreaterThan(0)
  await freeze(() => readLedger('end').length === readLedger('start').length)
  // A timer comes due while the engine stands still.
  let dueAt = 0
  await expect.poll(async () => (dueAt = (await lastTimer(ask)) ?? 0), { intervals: [50] }).toBeGreaterThan(0)
  await freeze(() => Date.now() > dueAt)
  const over = async (): Promise<boolean> => {
    await giveAll(ask)
    return (await openRuns(ask)) === 0
  }
  await expect.poll(over, { timeout: 30_000 }).toBe(true)
  await subject.end('SIGTERM')
  await untilNobodyLeft(subject.data)

  const db = new Database(join(subject.data, 'localflow.db'), { readonly: true })
  expect(faultsOfFlows(db, told)).toEqual([])
  // Nobody died: nothing was done twice.
  expect(db.prepare(`SELECT count(*) FROM attempt WHERE reason = 'lost'`).pluck().get()).toBe(0)
  db.close()
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})
