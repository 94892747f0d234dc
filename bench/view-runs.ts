import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Engine } from '../electron/engine/engine.ts'
import { openDb } from '../electron/engine/store/db.ts'
import { migrate } from '../electron/engine/store/migrate.ts'
import { newestFirst, type RunSort, RunSortText, readRunSort } from '../shared/model/run-sort.ts'
import { engineOn, root, round } from './engine.ts'

const runs = Number(process.env['BENCH_RUNS'] ?? 1_000_000)
const jobs = 500
const minute = 60_000
const limit = 100
const rounds = 3

/** One condition of each key, frequent and rare values; the newest run and the oldest ones are what they find. */
const single = [
  ...['status:failed', 'status:succeeded', 'status:cancelled', 'status:timed-out', 'status:running', 'status:queued'],
  ...['reason:exit-code', 'reason:timeout', 'job:"job 7"', 'job:"job 4*"', 'flow:"flow 2"', 'pipeline:"pipeline 1"'],
  ...['kind:job', 'kind:command', 'kind:flow', 'kind:pipeline', 'trigger:schedule', 'trigger:manual', 'trigger:webhook'],
  ...['started:today', 'started:7d', 'started:>60d', 'ended:>2h', 'ended:<1d', 'duration:>5m', 'duration:>20s', 'wait:>1m'],
  ...['exit:0', 'exit:6', 'exit:77', 'version:1', 'by:you', 'by:LocalFlow'],
  ...['attempt:>1', 'attempt:1', 'parent:any', 'parent:none', 'node:deploy', 'node:"resize"', '-status:succeeded'],
]
const free = [
  '"job 77"',
  '123456',
  '"no such text"',
  'backup',
  'error:"disk quota"',
  'error:"file 8000"',
  'error:"no such text"',
  'exit:9999',
  'version:99',
  'param.region:eu',
]
const pairs = single.flatMap((one, index) =>
  single.slice(index + 1).flatMap((other, at) => ((index + at) % 7 === 0 ? [`${one} ${other}`] : [])),
)

/** A page of runs by each filter, and by pairs of them, in a long history; and in each order. */
export async function viewRuns(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  try {
    const begun = performance.now()
    fill(folder)
    const fillSeconds = round((performance.now() - begun) / 1_000, 0)
    const engine = await engineOn(folder, 4)
    try {
      await engine.ready()
      return { runs, jobs, fillSeconds, ...(await measure(engine)) }
    } finally {
      engine.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

type Took = { what: string; ms: number; isPart: boolean }

async function measure(engine: Engine): Promise<Record<string, unknown>> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  const page = async (q: string, sort: RunSort = newestFirst, within?: number): Promise<Took[]> => {
    const all: Took[] = []
    for (let round = 0; round <= rounds; round++) {
      const from = performance.now()
      const { searchedTo } = await engine.runs.list({ status: null, job: null, q, sort, cursor: null, limit, within })
      await new Promise(setImmediate)
      // The first round reads the file into memory.
      if (round > 0)
        all.push({
          what: `${q} ${RunSortText.options.find((text) => readRunSort(text).by === sort.by)}`,
          ms: performance.now() - from,
          isPart: searchedTo !== undefined,
        })
    }
    return all
  }
  const each = async (filters: string[], within?: number): Promise<Took[]> => {
    const all: Took[] = []
    for (const q of filters) all.push(...(await page(q, newestFirst, within)))
    return all
  }
  delay.enable()
  const one = await each(['', ...single])
  const two = await each(pairs)
  const twoWithin = await each(pairs, 30)
  const text = await each(free, 100)
  const whole = await each(free)
  const orders: Took[] = []
  for (const order of RunSortText.options)
    for (const q of ['', 'status:failed', 'job:"job 7"', 'trigger:schedule']) orders.push(...(await page(q, readRunSort(order))))
  const counted: Took[] = []
  for (const q of ['', ...single]) {
    const from = performance.now()
    const { isPart } = await engine.runs.count(q)
    counted.push({ what: q, ms: performance.now() - from, isPart })
  }
  delay.disable()
  return {
    oneFilter: figures(one),
    twoFilters: figures(two),
    twoFiltersFirstRows: figures(twoWithin),
    freeTextFirstRows: figures(text),
    freeTextToTheEnd: figures(whole),
    orders: figures(orders),
    counts: figures(counted),
    blockP99Ms: round(delay.percentile(99) / 1e6),
    blockMaxMs: round(delay.max / 1e6),
    aim: 'p95 of a page: none or one filter <= 15 ms, two <= 40 ms, free text or no match <= 150 ms or its first rows',
  }
}

function figures(all: Took[]): Record<string, unknown> {
  const sorted = all.toSorted((a, b) => a.ms - b.ms)
  const slowest = [...new Map(sorted.map((each) => [each.what, each])).values()].toSorted((a, b) => b.ms - a.ms).slice(0, 6)
  return {
    pages: all.length,
    p50Ms: round(sorted[Math.floor(all.length * 0.5)]?.ms ?? 0, 1),
    p95Ms: round(sorted[Math.floor(all.length * 0.95)]?.ms ?? 0, 1),
    maxMs: round(sorted.at(-1)?.ms ?? 0, 1),
    continued: all.filter(({ isPart }) => isPart).length,
    slowest: slowest.map(({ what, ms }) => `${what} ${round(ms, 0)}`).join(' · '),
  }
}

/** Ended runs of two years: of jobs, and a few of flows, pipelines and single commands. One in eight failed. */
function fill(folder: string): void {
  const db = openDb(join(folder, 'localflow.db'))
  migrate(db, join(root, 'migrations'), join(folder, 'backups'), 0)
  db.pragma('synchronous = OFF')
  const now = Date.now()
  const numbers = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)'
  const spec = JSON.stringify({ body: { kind: 'command', command: 'true', args: [] } })
  db.transaction(() => {
    db.prepare(
      `INSERT INTO job (id, name, enabled, version, created_at, updated_at) ${numbers} SELECT 'job-' || i, 'job ' || i, 1, 1, :now, :now FROM n`,
    ).run({ count: jobs, now })
    db.prepare(
      `INSERT INTO job_version (job_id, version, kind, preview, spec, created_at) ${numbers} SELECT 'job-' || i, 1, 'command', 'true', :spec, :now FROM n`,
    ).run({ count: jobs, spec, now })
    db.exec(`INSERT INTO flow_definition (hash, definition) VALUES ('d', '{}')`)
    db.exec(`INSERT INTO manifest (hash, source) VALUES ('m', '')`)
    for (const n of [1, 2, 3]) {
      db.exec(`INSERT INTO flow (id, name, draft, created_at, updated_at) VALUES ('f${n}', 'flow ${n}', '', 0, 0)`)
      db.exec(`INSERT INTO pipeline (id, name, source, created_at, updated_at) VALUES ('p${n}', 'pipeline ${n}', '', 0, 0)`)
    }
    db.prepare(runsSql(numbers)).run({ count: runs, now, minute, jobs })
    db.exec(
      `INSERT INTO flow_run (run, flow, version, definition) SELECT number, number / 50 % 3 + 1, 1, 'd' FROM run WHERE kind = 'flow'`,
    )
    db.exec(
      `INSERT INTO pipeline_run (run, pipeline, manifest, forced, keeps_going) SELECT number, number / 500 % 3 + 1, 'm', 0, 0 FROM run WHERE kind = 'pipeline'`,
    )
    db.exec(
      `INSERT INTO step (run, position, name, mode, spec) SELECT number, 1, iif(number % 3 = 0, 'resize', 'merge'), 'run', '{}' FROM run WHERE kind = 'pipeline'`,
    )
    db.exec(
      `INSERT INTO task (seq, id, run, node_key, type, spec, status, queue, priority, due_at, attempts, max_attempts, created_at, ended_at, reason)
       SELECT number, 't-' || number, number, iif(kind = 'flow', iif(number % 3 = 0, 'deploy', 'build'), 'main'), 'shell', '{}', status, 'default', 0, 0,
         iif(number % 400 = 0, 3, 1), 3, created_at, ended_at, reason FROM run`,
    )
  })()
  db.close()
}

const runsSql = (numbers: string): string => `INSERT INTO run
  (number, id, kind, title, job_id, job_version, trigger, status, reason, exit_code, error, created_at, started_at, start_seq, ended_at, actor, parent, params)
  ${numbers}, r AS (
    SELECT i, CASE WHEN i % 50 = 0 THEN 'flow' WHEN i % 500 = 1 THEN 'pipeline' WHEN i % 1000 = 2 THEN 'command' ELSE 'job' END AS kind,
      CASE WHEN i % 8 = 0 THEN 'failed' WHEN i % 211 = 0 THEN 'cancelled' ELSE 'succeeded' END AS status,
      i % CAST(:jobs AS INTEGER) + 1 AS job, :now - (:count - i) * :minute AS at, i * 7919 % 10007 AS x FROM n)
  SELECT i, 'run-' || i, iif(kind = 'command', 'job', kind),
    CASE kind WHEN 'job' THEN 'job ' || job WHEN 'command' THEN 'make backup ' || i ELSE kind || ' ' || (i / 50 % 3 + 1) END,
    iif(kind = 'job', 'job-' || job, NULL), iif(kind = 'job', 1, NULL),
    CASE WHEN i % 900 = 3 THEN 'hand' WHEN i % 5000 = 4 THEN 'webhook' ELSE 'schedule' END, status,
    CASE status WHEN 'succeeded' THEN NULL WHEN 'cancelled' THEN 'stopped' ELSE iif(i % 160 = 0, 'timeout', 'exit-code') END,
    CASE status WHEN 'succeeded' THEN 0 WHEN 'failed' THEN CASE WHEN i % 80000 = 0 THEN 77 WHEN i % 24 = 0 THEN 6 ELSE 1 END END,
    iif(status = 'failed', iif(i % 3200 = 0, 'disk quota exceeded', 'could not copy file ' || i), NULL),
    at, at + x % 97 * 11, 2 * i, at + x % 97 * 11 + x * iif(x % 991 = 0, 300, 3), CASE WHEN i % 900 = 3 THEN 1 ELSE 2 END,
    iif(i % 10 = 7, i - 7, NULL), iif(i % 4000 = 9, '{"region":"eu"}', NULL) FROM r`
