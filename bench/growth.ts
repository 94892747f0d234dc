import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { TaskDraft } from '../shared/model/task.ts'
import { engineOn, round, untilEnded } from './engine.ts'
import { fill } from './fill.ts'

const measured = 3_000
const parallel = 10
const draft = TaskDraft.parse({ type: 'builtin', payload: { name: 'noop' }, priority: 1 })

type Row = {
  startMs: number
  tasksPerSecond: number
  longestBlockMs: number
  blockP99Ms: number
  listMs: number
  residentMb: number
}

/** The same work with so many tasks waiting behind it, or so many ended before it. */
async function measure(waiting: number, ended: number): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  try {
    fill(folder, waiting, ended)
    const begin = performance.now()
    const engine = await engineOn(folder, parallel)
    const startMs = performance.now() - begin
    try {
      await engine.ready()
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const done = untilEnded(engine, measured)
      const from = performance.now()
      for (let at = 0; at < measured; at += 50)
        await Promise.all(Array.from({ length: 50 }, () => engine.tasks.create(draft, 'api')))
      await done
      const seconds = (performance.now() - from) / 1_000
      delay.disable()
      const listed = performance.now()
      for (let at = 0; at < 20; at++) {
        await engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 100 })
        await engine.tasks.list({ status: null, stage: 'ready', queue: null, cursor: null, limit: 100 })
      }
      return {
        startMs: round(startMs, 0),
        tasksPerSecond: round(measured / seconds, 0),
        longestBlockMs: round(delay.max / 1e6),
        blockP99Ms: round(delay.percentile(99) / 1e6),
        listMs: round((performance.now() - listed) / 40),
        residentMb: round(process.memoryUsage.rss() / 1e6, 0),
      }
    } finally {
      engine.stop()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

/** Rates, blocks and the start, as the number of tasks grows: claimed tasks come from the same queue as the waiting ones. */
export async function growth(): Promise<Record<string, unknown>> {
  const rows = {
    waiting1k: await measure(1_000, 0),
    waiting100k: await measure(100_000, 0),
    waiting1M: await measure(1_000_000, 0),
    waiting10M: await measure(10_000_000, 0),
    ended1M: await measure(0, 1_000_000),
  }
  const first = rows.waiting1k.tasksPerSecond
  return {
    ...rows,
    ratio1M: round(rows.waiting1M.tasksPerSecond / first),
    ratio10M: round(rows.waiting10M.tasksPerSecond / first),
    ratioEnded1M: round(rows.ended1M.tasksPerSecond / first),
    aim: 'ratios >= 0.8, start with 10 M waiting <= 2000 ms, longest block <= 20 ms',
  }
}
