import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { Engine } from '../electron/engine/engine.ts'
import { Spec } from '../shared/model/job.ts'
import { engineOn, round, untilEnded } from './engine.ts'
import { fill } from './fill.ts'

const waiting = Number(process.env['BENCH_WAITING'] ?? 1_000_000)
const ended = Number(process.env['BENCH_ENDED'] ?? 1_000_000)
const noop = Spec.parse({ body: { kind: 'builtin', name: 'noop' } })
const yearMs = 365 * 24 * 3_600_000

type Figures = Record<string, number>

async function onFolder(tasks: Parameters<typeof fillNew>, use: (folder: string) => Promise<Figures>): Promise<Figures> {
  const folder = fillNew(...tasks)
  try {
    return await use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

function fillNew(waiting: number, ended: number, agoMs: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  fill(folder, waiting, ended, agoMs)
  return folder
}

/** What a person does with a long queue: opens it, looks through it, empties it. */
const longQueue = (): Promise<Figures> =>
  onFolder([waiting, 0, 0], async (folder) => {
    const from = performance.now()
    const engine = await engineOn(folder, 4)
    try {
      await untilEnded(engine, 1)
      const firstEndMs = performance.now() - from
      await engine.queues.pause('default', undefined)
      const times = await lookAround(engine)
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      const begun = performance.now()
      const { done } = await engine.operations.perform({ action: 'cancel', filter: { status: 'queued' } })
      return {
        firstEndMs: round(firstEndMs, 0),
        lists: times.length,
        listP95Ms: percentile(times, 0.95),
        cancelled: done,
        cancelSeconds: round((performance.now() - begun) / 1_000, 1),
        cancelBlockP99Ms: round(delay.percentile(99) / 1e6),
        cancelBlockMaxMs: round(delay.max / 1e6),
        walMb: round(walBytes(folder) / 1e6, 0),
        residentMb: round(process.memoryUsage.rss() / 1e6, 0),
      }
    } finally {
      engine.stop()
    }
  })

/** The first pages of every list there is. */
async function lookAround(engine: Engine): Promise<number[]> {
  const times: number[] = []
  async function pages(list: (cursor: string | null) => Promise<{ nextCursor: string | null }>): Promise<void> {
    for (let page = 0, cursor: string | null = null; page < 5 && (page === 0 || cursor !== null); page++) {
      const from = performance.now()
      cursor = (await list(cursor)).nextCursor
      times.push(performance.now() - from)
    }
  }
  for (const status of [null, 'queued', 'running', 'failed', 'succeeded'] as const) {
    await pages((cursor) => engine.runs.list({ status, job: null, q: null, cursor, limit: 100 }))
    await pages((cursor) => engine.tasks.list({ status, stage: null, queue: null, cursor, limit: 100 }))
    await pages((cursor) => engine.tasks.list({ status, stage: null, queue: 'default', cursor, limit: 100 }))
  }
  return times
}

/** The maintenance that follows a start deletes a long history while work goes on and another program reads. */
const longHistory = (): Promise<Figures> =>
  onFolder([0, ended, yearMs], async (folder) => {
    const engine = await engineOn(folder, 4)
    const other = new Database(join(folder, 'localflow.db'), { readonly: true })
    try {
      await engine.ready()
      const oldest = other.prepare('SELECT min(number) FROM run').pluck()
      const before = await workUntil(engine, () => Number(oldest.get()) > 1)
      const from = performance.now()
      const wal: number[] = []
      const during = await workUntil(engine, () => {
        wal.push(walBytes(folder))
        return Number(oldest.get()) > ended
      })
      return {
        deleted: ended,
        deleteSeconds: round((performance.now() - from) / 1_000, 1),
        taskP99MsBefore: percentile(before, 0.99),
        taskP99Ms: percentile(during, 0.99),
        taskMaxMs: percentile(during, 1),
        walMaxMb: round(Math.max(...wal) / 1e6, 0),
        residentMb: round(process.memoryUsage.rss() / 1e6, 0),
      }
    } finally {
      other.close()
      engine.stop()
    }
  })

/** One task after the other, until it is so; gives how long each took from the order to its end. */
async function workUntil(engine: Engine, isOver: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (!isOver()) {
    const from = performance.now()
    const ended = untilEnded(engine, 1)
    await engine.manual.exec(noop, undefined, 'api')
    await ended
    times.push(performance.now() - from)
    await pause(5)
  }
  return times
}

function percentile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

const walBytes = (folder: string): number => statSync(join(folder, 'localflow.db-wal')).size

/** What a very long queue and a very long history cost. */
export const scale = async (): Promise<Record<string, unknown>> => ({
  queue: await longQueue(),
  history: await longHistory(),
  aim: 'first end <= 5000 ms, list p95 <= 150 ms, cancel <= 30 s, task max <= 50 ms over the rest, WAL <= 64 MB',
})
