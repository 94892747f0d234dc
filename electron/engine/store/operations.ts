import { AppError } from '../../../shared/errors.ts'
import type { BulkAction, ListedRuns, Operation, Refusal } from '../../../shared/model/operation.ts'
import type { Trigger } from '../../../shared/model/run.ts'
import { newId } from '../base/ids.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

/** The runs of a list, or runs by their numbers, the largest first. */
export type OperationTarget = ({ listed: ListedRuns } | { numbers: number[] }) & {
  /** Of the runs that it starts. */
  trigger?: Trigger
}

/** `next`: the action is done on runs below this number only. */
export type OperationRow = Omit<Operation, 'q'> & { number: number; target: OperationTarget; next: number }

export type NewOperation = Pick<OperationRow, 'action' | 'target' | 'next' | 'total' | 'isPart' | 'refused' | 'reasons'>

type Row = Omit<OperationRow, 'target' | 'reasons' | 'isPart' | 'actor' | 'action'> & {
  action: string
  target: string
  reasons: string
  isPart: number
  actor: string
}

const select = `SELECT o.number, o.id, o.action, o.target, o.next, o.total, o.is_part AS isPart, o.done, o.refused, o.reasons, o.state,
    o.error, o.created_at AS createdAt, o.ended_at AS endedAt, ${actorOf('o.actor')} FROM operation o`

/** Actions on many runs, and their progress. */
export function createOperations(db: Db, actors: Actors) {
  const byId = db.prepare(`${select} WHERE o.id = ?`)
  const byNumber = db.prepare(`${select} WHERE o.number = ?`)
  const newest = db.prepare(`${select} ORDER BY o.number DESC LIMIT :limit`)
  const inState = db.prepare(
    `${select} WHERE o.number IN (SELECT number FROM operation WHERE state = 'running') ORDER BY o.number DESC`,
  )
  const running = db.prepare(`SELECT number FROM operation WHERE state = 'running' ORDER BY number`).pluck()
  const insert = db.prepare(
    `INSERT INTO operation (id, action, target, next, total, is_part, refused, reasons, state, actor, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
  )
  const setProgress = db.prepare('UPDATE operation SET next = ?, done = ?, refused = ?, reasons = ? WHERE number = ?')
  const end = db.prepare(`UPDATE operation SET state = ?, error = ?, ended_at = ? WHERE number = ? AND state = 'running'`)
  const prune = db.prepare(
    'DELETE FROM operation WHERE number IN (SELECT number FROM operation WHERE ended_at IS NOT NULL AND ended_at < ? LIMIT ?)',
  )

  const fromRow = (row: Row): OperationRow => ({
    ...withActor(row),
    action: row.action as BulkAction,
    target: JSON.parse(row.target) as OperationTarget,
    reasons: JSON.parse(row.reasons) as Refusal[],
    isPart: row.isPart === 1,
  })

  return {
    /** Throws not-found. */
    find(id: string): OperationRow {
      const row = byId.get(id) as Row | undefined
      if (!row) throw new AppError('not-found', `There is no operation "${id}".`)
      return fromRow(row)
    },
    get: (number: number): OperationRow => fromRow(byNumber.get(number) as Row),
    newest: (limit: number): OperationRow[] => (newest.all({ limit }) as Row[]).map(fromRow),
    inProgress: (): OperationRow[] => (inState.all() as Row[]).map(fromRow),
    running: (): number[] => running.all() as number[],
    create(row: NewOperation, now: number): OperationRow {
      const { action, target, next, total, isPart, refused, reasons } = row
      const id = newId(now)
      const values = [id, action, JSON.stringify(target), next, total, Number(isPart), refused, JSON.stringify(reasons)]
      insert.run(...values, actors.current(), now)
      return fromRow(byId.get(id) as Row)
    },
    setProgress({ number, next, done, refused, reasons }: OperationRow): void {
      setProgress.run(next, done, refused, JSON.stringify(reasons), number)
    },
    /** False: it has ended already. */
    end: (number: number, state: Operation['state'], error: string | null, now: number): boolean =>
      end.run(state, error, now, number).changes === 1,
    /** Deletes those that ended before a time, at most so many; returns how many. */
    prune: (before: number, limit: number): number => prune.run(before, limit).changes,
  }
}
