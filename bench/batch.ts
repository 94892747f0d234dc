import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { better, defineQueue } from 'plainjob'
import { createTransports } from '../electron/api/transports.ts'
import { newId } from '../electron/engine/base/ids.ts'
import type { Engine } from '../electron/engine/engine.ts'
import { openStore } from '../electron/engine/store/store.ts'
import { serveHttp } from '../electron/http/server.ts'
import { readToken } from '../electron/http/token.ts'
import { TaskDraft as schema, type TaskDraft } from '../shared/model/task.ts'
import { root, round, withEngine } from './engine.ts'
import { withDatabase } from './plain-database.ts'

const rounds = 5
const together = 1_000
const tasks = 20_000
const batchLines = 10_000

const line = JSON.stringify({ type: 'builtin', payload: { name: 'noop' } })
const draft: TaskDraft = schema.parse(JSON.parse(line))

type Measured = { perSecond: number; longestBlockMs: number }

/** Tasks that are acknowledged in a second, and the longest time that the event loop was blocked. */
async function measure(count: number, act: () => Promise<void>): Promise<Measured> {
  const blocks = monitorEventLoopDelay({ resolution: 1 })
  blocks.enable()
  const begin = performance.now()
  await act()
  const perSecond = count / ((performance.now() - begin) / 1_000)
  blocks.disable()
  return { perSecond, longestBlockMs: blocks.max / 1e6 }
}

const paused = (use: (engine: Engine) => Promise<Measured>): Promise<Measured> =>
  withEngine(1, async (engine) => {
    await engine.queues.pause('default', undefined)
    return use(engine)
  })

/** So many at a time, each acknowledged by a FULL commit. */
const inProcess = (): Promise<Measured> =>
  paused((engine) =>
    measure(tasks, async () => {
      for (let at = 0; at < tasks; at += together)
        await engine.tasks.createMany(
          Array.from({ length: together }, () => draft),
          'api',
        )
    }),
  )

/** A client of its own thread, which sends whole batches and reads every answer. */
const client = `
const { parentPort, workerData: { url, token, line, lines, batches } } = require('node:worker_threads')
const headers = { Authorization: 'Bearer ' + token, 'Content-Type': 'application/x-ndjson' }
const body = (line + '\\n').repeat(lines)
parentPort.once('message', async () => {
  for (let n = 0; n < batches; n++) {
    const answer = await fetch(url + '/api/tasks/batch', { method: 'POST', headers, body })
    const last = (await answer.text()).trimEnd().split('\\n').at(-1)
    if (JSON.parse(last).taken !== lines) throw new Error(last)
  }
  parentPort.postMessage('done')
})
parentPort.postMessage('ready')`

const overRest = (): Promise<Measured> =>
  paused(async (engine) => {
    const token = readToken(engine.dataFolder)
    const config = {
      engine,
      transports: createTransports(engine),
      token,
      allowedOrigins: [],
      basePath: '/api',
      rendererFolder: null,
    } as const
    const server = await serveHttp({ ...config, allowedOrigins: [] }, { host: '127.0.0.1', port: 0 })
    const workerData = { url: server.url, token, line, lines: batchLines, batches: tasks / batchLines }
    const worker = new Worker(client, { eval: true, workerData })
    await once(worker, 'message')
    const measured = await measure(tasks, async () => {
      worker.postMessage('go')
      await once(worker, 'message')
    })
    await worker.terminate()
    await server.close()
    return measured
  })

/** The rows of the same tasks and nothing else, one statement per row, 1,000 tasks in a commit. */
async function storage(): Promise<Measured> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  const now = Date.now()
  const dbPath = join(dataFolder, 'localflow.db')
  const store = openStore({ dataFolder, dbPath, migrationsFolder: join(root, 'migrations'), now }, () => {})
  const origin = { jobId: null, version: null, occurrence: null, cause: null, backfill: null, params: null }
  function insert(): void {
    const at = Date.now()
    const id = newId(at)
    const number = store.runs.insert({ ...origin, id, kind: 'job', title: 'noop', trigger: 'api', held: false, now: at })
    const spec = '{"body":{"kind":"builtin","name":"noop","input":null}}'
    const place = { queue: 'default', stage: 'ready', priority: 0, dueAt: at } as const
    store.tasks.insert({ ...place, id: newId(at), run: number, nodeKey: 'main', type: 'builtin', spec, maxAttempts: 1, now: at })
    store.events.appendOfRun({ number, id, jobId: null }, 'queued', { trigger: 'api' }, at)
  }
  try {
    return await measure(tasks, async () => {
      for (let at = 0; at < tasks; at += together)
        await store.submit('enqueue', () => {
          for (let one = 0; one < together; one++) insert()
        })
    })
  } finally {
    store.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** plainjob's addMany, with the same durability. */
const peer = (): Promise<Measured> =>
  withDatabase(async (db) => {
    const quiet = { error() {}, warn() {}, info() {}, debug() {} }
    const queue = defineQueue({ connection: better(db), logger: quiet })
    // It asks for less by itself.
    db.pragma('synchronous = FULL')
    const measured = await measure(tasks, async () => {
      const data = Array.from({ length: together }, () => ({}))
      for (let at = 0; at < tasks; at += together) queue.addMany('noop', data)
    })
    // Its maintenance would go on, without a database.
    queue.close()
    return measured
  })

/** The least a durable queue can do: a row in, so many to a commit. */
const limit = (): Promise<Measured> =>
  withDatabase((db) => {
    db.exec(
      `CREATE TABLE task (id INTEGER PRIMARY KEY, state TEXT, payload TEXT); CREATE INDEX waiting ON task (id) WHERE state = 'queued'`,
    )
    const insert = db.prepare(`INSERT INTO task (state, payload) VALUES ('queued', '{}')`)
    const group = db.transaction(() => {
      for (let one = 0; one < together; one++) insert.run()
    })
    return measure(tasks, async () => {
      for (let at = 0; at < tasks; at += together) group()
    })
  })

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Bulk submit: 1,000 at a time in process, 10,000 lines at a time through REST. */
export async function batch(): Promise<Record<string, unknown>> {
  const results: Record<'inProcess' | 'overRest' | 'storage' | 'peer' | 'limit', Measured>[] = []
  for (let turn = 0; turn < rounds; turn++)
    results.push({
      inProcess: await inProcess(),
      overRest: await overRest(),
      storage: await storage(),
      peer: await peer(),
      limit: await limit(),
    })
  const rate = (name: keyof (typeof results)[number]) => round(median(results.map((each) => each[name].perSecond)), 0)
  const block = (name: 'inProcess' | 'overRest') => round(median(results.map((each) => each[name].longestBlockMs)), 1)
  return {
    perSecond: rate('inProcess'),
    restPerSecond: rate('overRest'),
    storageAlonePerSecond: rate('storage'),
    plainjobPerSecond: rate('peer'),
    limitPerSecond: rate('limit'),
    ratioOfStorage: round(median(results.map((each) => each.inProcess.perSecond / each.storage.perSecond))),
    timesPlainjob: round(median(results.map((each) => each.inProcess.perSecond / each.peer.perSecond))),
    ratioOfLimit: round(median(results.map((each) => each.inProcess.perSecond / each.limit.perSecond))),
    longestBlockMs: block('inProcess'),
    restLongestBlockMs: block('overRest'),
    aim: 'perSecond >= 35000, restPerSecond >= 20000, longest blocks <= 20',
  }
}
