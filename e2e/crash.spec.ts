import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { checkLoad } from './crash/checks/load.ts'
import { lf } from './crash/lf-server.ts'
import { loadWithKills } from './crash/load.ts'
import { seeded } from './crash/seeded.ts'
import { freePort } from './free-port.ts'
import { expect, test } from './hosts.ts'

const runs = 50
const children = 50
/** A slow machine would be killed forever: after so many kills it may finish. */
const mostKills = 12
const seed = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** Records its start and end, and writes numbered lines to both streams in between. */
const script = (record: string, lines: number, ms: number): string => `
echo "start $LOCALFLOW_RUN_ID" >> ${record}
for i in $(seq 1 ${lines}); do echo "out $i"; echo "err $i" >&2; sleep ${(ms / lines / 1_000).toFixed(3)}; done
echo "end $LOCALFLOW_RUN_ID" >> ${record}
`

test('the engine is killed again and again: every run has one outcome and a whole log', async ({ data }) => {
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  test.setTimeout(120_000)
  const random = seeded(seed)
  const record = join(data, 'script-record')
  writeFileSync(record, '')
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let server: ChildProcess | null = null
  let token = ''

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [lf, 'serve', '--port', String(port), '--data', data], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, LOCALFLOW_WORKERS: '6' },
    })
    server = child
    await new Promise((resolve) => child.stdout.once('data', resolve))
    token = readFileSync(join(data, 'api-token'), 'utf8').trim()
  }
  async function kill(): Promise<void> {
    const child = server as ChildProcess
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await gone
  }
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T | null> {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch(() => null)
    // An answer that breaks off acknowledges nothing.
    return answer?.ok ? ((await answer.json().catch(() => null)) as T | null) : null
  }

  const acknowledged = new Map<string, number>()
  async function enqueueAll(): Promise<void> {
    while (acknowledged.size < runs) {
      const lines = 1 + Math.floor(random() * 20)
      const body = { kind: 'script', script: script(record, lines, random() * 600), interpreter: ['/bin/sh'] }
      const run = await ask<{ id: string }>('POST', '/runs', { body })
      if (run) acknowledged.set(run.id, lines)
      else await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  async function killUntilDone(): Promise<number> {
    for (let kills = 0; ; ) {
      await new Promise((resolve) => setTimeout(resolve, 30 + random() * 700))
      const info = await ask<{ queued: number; running: number }>('GET', '/system')
      if (info && acknowledged.size === runs && info.queued + info.running === 0) return kills
      if (kills === mostKills) continue
      kills++
      await kill()
      await start()
    }
  }

  await start()
  const [kills] = await Promise.all([killUntilDone(), enqueueAll()])
  appendFileSync(record, '')
  const recorded = readFileSync(record, 'utf8').trim().split('\n')
  expect(kills).toBeGreaterThan(3)

  for (const [id, lines] of acknowledged) {
    const run = await ask<{ status: string; nodes: { attempts: number }[] }>('GET', `/runs/${id}`)
    expect(run).toMatchObject({ status: 'succeeded', nodes: [{ attempts: 1 }] })
    const events = await ask<{ type: string }[]>('GET', `/runs/${id}/events`)
    expect(events?.map(({ type }) => type)).toEqual(['queued', 'started', 'succeeded'])
    expect(recorded.filter((line) => line.endsWith(id))).toEqual([`start ${id}`, `end ${id}`])
    const log = await ask<{ items: { stream: string; text: string }[] }>('GET', `/runs/${id}/log?count=100`)
    const of = (stream: string) => log?.items.filter((item) => item.stream === stream).map(({ text }) => text)
    expect(of('out')).toEqual(Array.from({ length: lines }, (_, at) => `out ${at + 1}`))
    expect(of('err')).toEqual(Array.from({ length: lines }, (_, at) => `err ${at + 1}`))
  }

  await kill()
  const db = new Database(join(data, 'localflow.db'), { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.prepare(`SELECT count(*) FROM run WHERE ended_at IS NULL`).pluck().get()).toBe(0)
  db.close()
})

test('the engine is killed while 50 children run: each is taken up again, none is started twice, none is left behind', async ({
  served,
}) => {
  test.setTimeout(90_000)
  const record = join(served.data, 'script-record')
  const ask = (path: string, body?: unknown) =>
    fetch(`${served.url}/api${path}`, {
      headers: { Authorization: `Bearer ${served.token}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    }).then((answer) => answer.json() as Promise<Record<string, unknown>>)
  const body = { kind: 'script', script: script(record, 10, 6_000), interpreter: ['/bin/sh'] }
  await Promise.all(Array.from({ length: children }, () => ask('/runs', { body })))
  await expect.poll(async () => (await ask('/system'))['running'], { timeout: 30_000 }).toBe(children)
  await served.kill()
  await served.start()
  await expect.poll(async () => (await ask('/system'))['running'], { timeout: 30_000 }).toBe(0)
  const { items } = (await ask(`/runs?status=succeeded&limit=100`)) as unknown as { items: { id: string }[] }
  expect(items).toHaveLength(children)
  const recorded = readFileSync(record, 'utf8').trim().split('\n')
  for (const { id } of items) expect(recorded.filter((line) => line.endsWith(id))).toEqual([`start ${id}`, `end ${id}`])
})

test('engine and runner are killed at random under load: nothing acknowledged is lost, nothing recorded runs again', async ({
  data,
}) => {
  process.stdout.write(`CRASH_SEED=${seed}\n`)
  test.setTimeout(180_000)
  const result = await loadWithKills({ kills: 10, tasks: 200, seed, data, parallel: 8, say: () => {} })
  expect(await checkLoad(data, result.acknowledged)).toEqual([])
})
