import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { faultsOfFlows } from '../flows/faults.ts'
import { aliveProcesses, readLedger } from '../verdict.ts'
import { leftFiles } from './left-files.ts'
import { faultsOfPipelines } from './pipeline-faults.ts'
import type { Ending } from './story.ts'
import { ended } from './teller.ts'

type TaskRow = {
  seq: number
  id: string
  run: number
  status: string
  reason: string | null
  runStatus: string
  /** Of a run that has more of them. */
  isPart: 0 | 1
  spec: string | null
}
type AttemptRow = { task: number; number: number; status: string; reason: string | null; logPath: string }
type EventRow = { run: number; type: string }

/** A start that takes longer than this, and than this many times the first of all, is a fault: the computer may be busy. */
const longestStartMs = 5_000
const longestByFirst = 5

/** What is wrong with a LocalFlow that has ended, by what it acknowledged, recorded, left, and really did. Empty: nothing. */
export async function faultsOf(data: string, { told, firstStartMs, slowestStartMs }: Ending): Promise<string[]> {
  const alive = await aliveProcesses(data)
  // Before the database is opened: reading it makes files beside it.
  const left = leftFiles(data)
  const db = new Database(join(data, 'localflow.db'), { readonly: true })
  try {
    const tasks = db
      .prepare(
        `SELECT t.seq, t.id, t.run, t.status, t.reason, r.status AS runStatus, (r.is_flow OR r.number IN (SELECT run FROM pipeline_run)) AS isPart, t.spec
         FROM task t JOIN run r ON r.number = t.run`,
      )
      .all() as TaskRow[]
    const attempts = db
      .prepare('SELECT task, number, status, reason, log_path AS logPath FROM attempt ORDER BY task, number')
      .all() as AttemptRow[]
    const events = db.prepare('SELECT run, type FROM event WHERE run IS NOT NULL ORDER BY seq').all() as EventRow[]
    const ofTask = Map.groupBy(attempts, ({ task }) => task)
    const integrity = db.pragma('integrity_check', { simple: true })
    return [
      ...told.faults,
      ...(integrity === 'ok' ? [] : [`integrity: ${String(integrity)}`]),
      ...(slowestStartMs > Math.max(longestStartMs, longestByFirst * firstStartMs)
        ? [`a start took ${slowestStartMs} ms, the first ${firstStartMs}`]
        : []),
      ...acknowledged(told, tasks, ofTask),
      ...tasks.flatMap((task) => faultsOfTask(data, task, ofTask.get(task.seq) ?? [])),
      ...faultsOfFlows(db, told.flows),
      ...faultsOfPipelines(db, data, told.pipelines),
      ...recordedTwice(events),
      ...executed(data, new Map(tasks.map(({ id, seq }) => [id, ofTask.get(seq)?.length ?? 0]))),
      ...left,
      ...(alive > 0 ? ['processes are still alive'] : []),
    ]
  } finally {
    db.close()
  }
}

function acknowledged({ ends, deleted }: Ending['told'], tasks: TaskRow[], attempts: Map<number, AttemptRow[]>): string[] {
  const known = new Map(tasks.map((task) => [task.id, task]))
  return [...ends].flatMap(([id, states]) => {
    const task = known.get(id)
    if (!task) return deleted.has(id) ? [] : [`lost: task ${id}`]
    if (states.includes(task.status) || isQuarantined(task, attempts.get(task.seq) ?? [])) return []
    return [`task ${id} should be ${states.join(' or ')} and is ${task.status} (${task.reason ?? 'no reason'})`]
  })
}

/** Cut off three times in a row, and not tried again for that. */
const isQuarantined = ({ status, reason }: TaskRow, attempts: AttemptRow[]): boolean =>
  status === 'failed' && reason === 'lost' && attempts.length >= 3 && attempts.slice(-3).every((one) => one.reason === 'lost')

function faultsOfTask(data: string, task: TaskRow, attempts: AttemptRow[]): string[] {
  const success = attempts.findIndex(({ status }) => status === 'succeeded')
  return [
    ...(ended.includes(task.status) ? [] : [`unfinished: task ${task.id} is ${task.status}`]),
    ...(task.isPart === 1 || task.status === task.runStatus
      ? []
      : [`task ${task.id} is ${task.status} and its run ${task.runStatus}`]),
    ...(success === -1 || success === attempts.length - 1 ? [] : [`ran again after its success: task ${task.id}`]),
    ...attempts.filter(({ status }) => !ended.includes(status)).map(({ number }) => `open attempt ${number} of ${task.id}`),
    ...(task.spec?.includes('line $i') ? attempts.flatMap((attempt) => brokenLog(data, attempt)) : []),
  ]
}

/** Each stream in its own order; how they are mixed is a matter of chance. */
function brokenLog(data: string, { status, logPath }: AttemptRow): string[] {
  const path = join(data, logPath)
  const log = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  return ['line', 'problem'].flatMap((word) => {
    const said = log.filter((line) => line.startsWith(word))
    const inOrder = said.every((line, index) => line === `${word} ${index + 1}`)
    return status === 'succeeded' && !(inOrder && said.length === 20)
      ? [`broken log: ${logPath} has ${said.length} × ${word}`]
      : []
  })
}

/** One end for each life: a retry by hand begins another. */
function recordedTwice(events: EventRow[]): string[] {
  return [...Map.groupBy(events, ({ run }) => run)].flatMap(([run, history]) => {
    const ends = history.filter(({ type }) => ended.includes(type)).length
    const lives = 1 + history.filter(({ type }) => type === 'retried').length
    return ends > lives ? [`recorded twice: run ${run} (${history.map(({ type }) => type).join(', ')})`] : []
  })
}

/** What the scripts themselves say, of tasks with so many attempts on record. */
function executed(data: string, recorded: Map<string, number>): string[] {
  return [...readLedger(data)].flatMap(([id, { begun, overlaps }]) => [
    ...(Math.max(0, ...begun) <= (recorded.get(id) ?? Number.POSITIVE_INFINITY) ? [] : [`executed without a record: task ${id}`]),
    ...(new Set(begun).size === begun.length ? [] : [`begun twice: task ${id}, attempts ${begun.join(', ')}`]),
    ...(overlaps === 0 ? [] : [`overlapping: task ${id}, attempts ${begun.join(', ')}`]),
  ])
}
