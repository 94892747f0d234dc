import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect } from '@playwright/test'
import type { Operation } from '../shared/model/operation.ts'
import { untilProcessesEnd } from './crash/end-processes.ts'
import { createLfServer, type LfServer } from './crash/lf-server.ts'

const test = base.extend<{ server: LfServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: a fixture names what it needs, and this needs nothing
  server: async ({}, use) => {
    const data = mkdtempSync(join(tmpdir(), 'localflow-operations-'))
    const server = await createLfServer({ data })
    expect(await server.start(), server.stderr()).toBe(true)
    await use(server)
    await server.end('SIGKILL')
    await untilProcessesEnd(data)
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  },
})
test.skip(process.platform === 'win32', 'there are no such signals')

const count = 1_500
const noop = { type: 'builtin', payload: { name: 'noop' } }

const countOf = async (server: LfServer, q: string): Promise<number> =>
  (await server.ask<{ count: number }>('GET', `/run-count?q=${encodeURIComponent(q)}`)).body?.count ?? -1

test('an action on many runs survives kill -9 again and again, skips none and acts on none twice', async ({ server }) => {
  test.setTimeout(120_000)
  for (let at = 0; at < count; at += 100) await Promise.all(Array.from({ length: 100 }, () => server.ask('POST', '/tasks', noop)))
  await expect.poll(() => countOf(server, 'status:succeeded'), { timeout: 60_000 }).toBe(count)
  const started = await server.ask<Operation>('POST', '/operations', { action: 'delete', filter: { q: 'status:succeeded' } })
  const { id = '' } = started.body ?? {}
  const read = async (): Promise<Operation | null> => (await server.ask<Operation>('GET', `/operations/${id}`)).body
  const hasMoved = async (before: number): Promise<boolean> => {
    const now = await read()
    return now !== null && (now.done > before || now.state !== 'running')
  }
  for (let kills = 0, before = 0; kills < 3; kills++) {
    await expect.poll(() => hasMoved(before), { intervals: [5] }).toBe(true)
    const now = await read()
    if (kills === 0) expect(now?.state).toBe('running')
    before = now?.done ?? before
    await server.end('SIGKILL')
    expect(await server.start(), server.stderr()).toBe(true)
  }
  // The run that starts later stays.
  await server.ask('POST', '/tasks', noop)
  await expect.poll(async () => (await read())?.state, { timeout: 60_000 }).toBe('done')
  // A second deletion of a run would have been refused.
  expect(await read()).toMatchObject({ total: count, done: count, refused: 0, reasons: [] })
  expect(await countOf(server, '')).toBe(1)
})
