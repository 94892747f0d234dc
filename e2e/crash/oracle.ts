import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Asked, acknowledgedOf, type Ledger } from './steady-load.ts'

export type TaskRow = { id: string; seq: number; status: string; reason: string | null; error: string | null }
type AttemptRow = { taskId: string; number: number; status: string }

export type Books = { integrity: string; tasks: Map<string, TaskRow>; attempts: AttemptRow[]; keys: Set<string> }

/** What the database says when nobody writes to it any more; of a copy, for SQLite finds no way through /proc/PID/root. */
export function readBooks(data: string): Books {
  const copy = mkdtempSync(join(tmpdir(), 'localflow-books-'))
  for (const name of ['localflow.db', 'localflow.db-wal'])
    if (existsSync(join(data, name))) copyFileSync(join(data, name), join(copy, name))
  const db = new Database(join(copy, 'localflow.db'))
  try {
    const tasks = db
      .prepare(
        'SELECT task.id, task.seq, task.status, task.reason, attempt.error FROM task LEFT JOIN attempt ON attempt.task = task.seq',
      )
      .all() as TaskRow[]
    return {
      integrity: [db.pragma('integrity_check', { simple: true }), ...(db.pragma('foreign_key_check') as unknown[])]
        .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
        .join('; '),
      tasks: new Map(tasks.map((task) => [task.id, task])),
      attempts: db
        .prepare('SELECT task.id AS taskId, number, attempt.status FROM attempt JOIN task ON task.seq = attempt.task')
        .all() as AttemptRow[],
      keys: new Set(db.prepare('SELECT key FROM idempotency').pluck().all() as string[]),
    }
  } finally {
    db.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

/**
 * What is wrong, in words: nothing acknowledged may be missing or unfinished, nothing may count as done that no script
 * did, nothing may be begun twice under one attempt or again after its success, nothing refused may be kept.
 */
export function wrongs(books: Books, asked: Asked[], ledger: Ledger): string[] {
  const { integrity, tasks, attempts, keys } = books
  const begun = ledger.begun()
  const done = new Set(ledger.ended())
  const wrong: string[] = []
  const say = (what: string, ids: string[]) => {
    if (ids.length > 0) wrong.push(`${what}: ${ids.length} (${ids.slice(0, 3).join(', ')})`)
  }
  if (integrity !== 'ok') wrong.push(`integrity: ${integrity}`)
  const acknowledged = acknowledgedOf(asked)
  say(
    'acknowledged and missing',
    acknowledged.filter((id) => !tasks.has(id)),
  )
  say('never ended', namesOf([...tasks.values()].filter(({ status }) => status === 'queued' || status === 'running')))
  const succeeded = attempts.filter(({ status }) => status === 'succeeded')
  say('success without a script that did it', namesOfAttempts(succeeded.filter((attempt) => !done.has(nameOf(attempt)))))
  say(
    'an attempt begun twice',
    begun.filter((name, at) => begun.indexOf(name) !== at),
  )
  const after = succeeded.filter(({ taskId, number }) =>
    attempts.some((other) => other.taskId === taskId && other.number > number),
  )
  say('run again after success', namesOfAttempts(after))
  say(
    'refused and kept all the same',
    asked.flatMap(({ key, status }) => (status === 507 && keys.has(key) && !wasTakenLater(asked, key) ? [key] : [])),
  )
  return wrong
}

const nameOf = ({ taskId, number }: AttemptRow): string => `${taskId} ${number}`
const namesOfAttempts = (attempts: AttemptRow[]): string[] => attempts.map(nameOf)
const namesOf = (tasks: TaskRow[]): string[] => tasks.map(({ id, status }) => `${id} ${status}`)
const wasTakenLater = (asked: Asked[], key: string): boolean => asked.some((one) => one.key === key && one.id !== null)

/** Of these tasks, those that did not succeed: how many, by what is said of them. */
export function unsuccessful({ tasks }: Books, ids: string[]): string[] {
  const kinds = ids.flatMap((id) => {
    const task = tasks.get(id)
    return task?.status === 'succeeded' ? [] : [`${task?.status}, ${task?.reason}: ${task?.error}`]
  })
  return [...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => `${all.length} ${kind}`)
}
