import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import Database from 'better-sqlite3'
import type { RestartingServer } from './restarting-server.ts'

/** Longer than LocalFlow waits after a write that failed, twice over. */
const patienceMs = 12_000

/** What both the database and /metrics count, by the names of the latter, when one engine saw all of it. */
type Counts = Record<string, number>

/** Until all tasks have ended, or nothing has changed for a while. */
export async function untilNothingMoves(data: string): Promise<void> {
  let last = ''
  for (let since = performance.now(); performance.now() - since < patienceMs; await setTimeout(100)) {
    const counts = countsIn(data)
    if (counts['localflow_tasks'] === 0) return
    if (JSON.stringify(counts) !== last) since = performance.now()
    last = JSON.stringify(counts)
  }
}

/** Where /metrics and the database disagree. */
export async function miscounts(server: RestartingServer, data: string): Promise<string[]> {
  const shown = countsOf(await server.text('/metrics'))
  return Object.entries(countsIn(data)).flatMap(([name, count]) =>
    shown[name] === count ? [] : [`miscounted: /metrics says ${shown[name]} ${name}; there are ${count}`],
  )
}

function countsIn(data: string): Counts {
  const db = new Database(join(data, 'localflow.db'), { readonly: true })
  try {
    const count = (sql: string): number => db.prepare(sql).pluck().get() as number
    return {
      localflow_tasks: count(`SELECT count(*) FROM task WHERE status IN ('queued', 'running')`),
      localflow_runs_enqueued_total: count('SELECT count(*) FROM run'),
      localflow_attempts_started_total: count('SELECT count(*) FROM attempt'),
      localflow_runs_ended_total: count('SELECT count(*) FROM run WHERE ended_at IS NOT NULL'),
    }
  } finally {
    db.close()
  }
}

/** The sum of each metric, whatever its labels. */
function countsOf(text: string): Counts {
  const counts: Counts = {}
  for (const [, name = '', value] of text.matchAll(/^(\w+)(?:\{.*\})? (\S+)$/gm))
    counts[name] = (counts[name] ?? 0) + Number(value)
  return counts
}
