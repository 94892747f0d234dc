import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countAttempts } from './crash/checks/database.ts'
import { findingsIn } from './crash/checks/findings.ts'
import type { ExpectedFlow } from './crash/checks/flows.ts'
import { untilProcessesEnd } from './crash/end-processes.ts'
import { type Ask, answerWaits, lastTimer, openRuns } from './crash/flows/answer-waits.ts'
import { fullFlow, outcomeOf, paramsOf } from './crash/flows/full-flow.ts'
import { loadFlowsWithKills } from './crash/flows/load.ts'
import { createLfServer, lf } from './crash/lf-server.ts'
import { openRecord } from './crash/script-record.ts'
import { expect, test } from './hosts.ts'

const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

test('engine and runner are killed at random while flows run: each ends as it would have without kills', async ({ data }) => {
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  test.setTimeout(120_000)
  const { findings, engineKills } = await loadFlowsWithKills({ kills: 8, runs: 25, seed, data, parallel: 6, say: () => {} })
  expect(findings).toEqual([])
  expect(engineKills).toBeGreaterThan(0)
})

test('an engine that freezes for a while continues its flows; a second one does not replace it', async () => {
  test.skip(process.platform === 'win32', 'there are no such signals')
  const folder = mkdtempSync(join(tmpdir(), 'localflow-frozen-'))
  const server = await createLfServer({ data: join(folder, 'data'), parallel: 6 })
  const record = openRecord(join(folder, 'script-record'))
  expect(await server.start(), server.stderr()).toBe(true)
  const ask: Ask = async (method, path, body) => (await server.ask<Record<string, unknown>>(method, path, body)).body
  await ask('POST', '/flows/import', { name: 'full', source: JSON.stringify(fullFlow(record.path)) })
  const flows = new Map<string, ExpectedFlow>()
  for (let n = 1; n <= 6; n++) {
    const run = await ask('POST', '/flows/full/start', { params: paramsOf(n) })
    flows.set(String(run?.['id']), { shared: outcomeOf(n) })
  }

  async function freeze(until: () => boolean): Promise<void> {
    process.kill(server.pid(), 'SIGSTOP')
    const other = spawnSync(process.execPath, [lf, 'serve', '--port', '0', '--data', server.data], { encoding: 'utf8' })
    expect
      .soft([other.status, other.stderr])
      .toEqual([1, expect.stringContaining('LocalFlow is already running with the data folder')])
    await expect.poll(until).toBe(true)
    process.kill(server.pid(), 'SIGCONT')
  }

  // Programs of nodes end while the engine stands still.
  await expect.poll(() => record.started().length).toBeGreaterThan(0)
  await freeze(() => record.ended().length === record.started().length)
  // A timer comes due while the engine stands still.
  let dueAt = 0
  await expect.poll(async () => (dueAt = (await lastTimer(ask)) ?? 0), { intervals: [50] }).toBeGreaterThan(0)
  await freeze(() => Date.now() > dueAt)
  const over = async (): Promise<boolean> => {
    await answerWaits(ask)
    return (await openRuns(ask)) === 0
  }
  await expect.poll(over, { timeout: 30_000 }).toBe(true)
  await server.end('SIGTERM')
  await untilProcessesEnd(server.data)

  expect(findingsIn(server.data, { tasks: new Map(), flows, record })).toEqual([])
  // No process was killed: nothing was done twice.
  expect(countAttempts(server.data).lostAttempts).toBe(0)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
})
