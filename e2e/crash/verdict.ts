import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { ledgerOf, type Told } from './load.ts'

export type Verdict = {
  integrity: string
  /** Each must be 0. */
  lostTasks: number
  unfinished: number
  recordedTwice: number
  ranAgainAfterSuccess: number
  begunTwice: number
  overlapping: number
  brokenLogs: number
  aliveProcesses: number
  /** For information. */
  attempts: number
  lostAttempts: number
  quarantined: number
}

type TaskRow = { seq: number; id: string; run: number; status: string; reason: string | null; lost: number; spec: string }
type AttemptRow = { task: number; number: number; status: string; reason: string | null; logPath: string }

/** What the ledger, the database and the logs say of each other, when nobody writes to them any more. */
export async function judge(data: string, told: Told): Promise<Verdict> {
  const db = new Database(join(data, 'localflow.db'), { readonly: true })
  try {
    const tasks = db.prepare('SELECT seq, id, run, status, reason, lost, spec FROM task').all() as TaskRow[]
    const attempts = db
      .prepare('SELECT task, number, status, reason, log_path AS logPath FROM attempt ORDER BY task, number')
      .all() as AttemptRow[]
    const ends = db
      .prepare(`SELECT run, count(*) AS n FROM event WHERE type IN ('succeeded', 'failed', 'cancelled', 'skipped') GROUP BY run`)
      .all() as { run: number; n: number }[]
    const known = new Set(tasks.map(({ id }) => id))
    const ofTask = Map.groupBy(attempts, ({ task }) => task)
    const ledger = readLedger(data)
    return {
      integrity: db.pragma('integrity_check', { simple: true }) as string,
      lostTasks: told.acknowledged.filter((id) => !known.has(id)).length + Math.max(0, tasks.length - told.acknowledged.length),
      unfinished: tasks.filter((task) => task.status !== 'succeeded' && !isQuarantined(task)).length,
      recordedTwice: ends.filter(({ n }) => n > 1).length,
      ranAgainAfterSuccess: tasks.filter(({ seq }) => hasMoreAfterSuccess(ofTask.get(seq) ?? [])).length,
      begunTwice: [...ledger.values()].reduce(
        (sum, { begun }) => sum + begun.filter((n, at) => begun.indexOf(n) !== at).length,
        0,
      ),
      overlapping: [...ledger.values()].reduce((sum, { overlaps }) => sum + overlaps, 0),
      brokenLogs: tasks.reduce((sum, task) => sum + brokenLogs(data, task, ofTask.get(task.seq) ?? []), 0),
      aliveProcesses: await aliveProcesses(data),
      attempts: attempts.length,
      lostAttempts: attempts.filter(({ reason }) => reason === 'lost').length,
      quarantined: tasks.filter(isQuarantined).length,
    }
  } finally {
    db.close()
  }
}

/** Cut off three times in a row: not tried again, and said so. */
const isQuarantined = ({ status, reason }: TaskRow): boolean => status === 'failed' && reason === 'lost'

function hasMoreAfterSuccess(attempts: AttemptRow[]): boolean {
  const success = attempts.findIndex(({ status }) => status === 'succeeded')
  return success !== -1 && success !== attempts.length - 1
}

type Story = { begun: number[]; overlaps: number }

/** By task: which attempts really began, and how often one went on after the next had begun. */
export function readLedger(data: string): Map<string, Story> {
  const stories = new Map<string, Story>()
  for (const line of readFileSync(ledgerOf(data), 'utf8').split('\n')) {
    const [word, id, attempt] = line.split(' ')
    if (!id) continue
    let story = stories.get(id)
    if (!story) stories.set(id, (story = { begun: [], overlaps: 0 }))
    if (word === 'start') story.begun.push(Number(attempt))
    if (word === 'end' && Math.max(...story.begun) > Number(attempt)) story.overlaps++
  }
  return stories
}

/** A success has every line its script writes; what was cut off has the first of them. */
function brokenLogs(data: string, task: TaskRow, attempts: AttemptRow[]): number {
  const { body } = JSON.parse(task.spec) as { body: { args: string[] } }
  const lines = Number(/-lt (\d+)/.exec(body.args[1] ?? '')?.[1])
  const whole = `${Array.from({ length: lines }, (_, index) => `line ${index + 1}\n`).join('')}last\n`
  return attempts.filter(({ status, logPath }) => {
    const log = readLog(join(data, logPath))
    return status === 'succeeded' ? log !== whole : !whole.startsWith(log)
  }).length
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** A runner that was started in vain waits so long for its first engine, and a little more. */
const longestMs = 20_000

/** Processes that name the folder: runners leave a moment after the last engine. */
export async function aliveProcesses(data: string): Promise<number> {
  const alive = (): string[] =>
    execFileSync('ps', ['axeww', '-o', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
      .split('\n')
      .filter((line) => line.includes(data) && !line.includes(' ps axeww') && Number(line.trim().split(/\s+/)[0]) !== process.pid)
      .filter((line) => !/^\s*\d+\s+Z/.test(line))
  for (let waited = 0; waited < longestMs && alive().length > 0; waited += 250)
    await new Promise((resolve) => setTimeout(resolve, 250))
  for (const line of alive()) process.stderr.write(`alive: ${line.slice(0, 300)}\n`)
  return alive().length
}

/** The counts that must be nothing, with their names. */
export const faults = (verdict: Verdict): string[] => {
  const { attempts: _, lostAttempts: __, quarantined: ___, integrity, ...zero } = verdict
  const wrong = Object.entries(zero).flatMap(([name, count]) => (count === 0 ? [] : [`${name}: ${count}`]))
  return integrity === 'ok' ? wrong : [`integrity: ${integrity}`, ...wrong]
}
