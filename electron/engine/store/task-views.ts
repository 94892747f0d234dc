import { AppError } from '../../../shared/errors.ts'
import type { Task } from '../../../shared/model/task.ts'
import type { Stage, State } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

export type TaskFilter = { status: State | null; stage: Stage | null; queue: string | null; cursor: string | null; limit: number }
type Row = Omit<Task, 'result'> & { seq: number; result: string | null }

export type TaskViews = ReturnType<typeof createTaskViews>

const columns = `t.seq, t.id, t.kind AS type, r.title, r.id AS runId, r.number AS runNumber, r.job_id AS jobId, t.status, t.reason,
  t.stage, t.queue, t.priority, t.due_at AS runAt, t.attempts, t.max_attempts AS maxAttempts, t.result, r.error,
  t.created_at AS createdAt, r.started_at AS startedAt, t.ended_at AS endedAt`

/**
 * How each kind of list is sorted, and what its cursor holds: the sort key of the last one shown. What comes after it is
 * one or more stretches, each found by its index.
 */
/** `parts`: how many numbers its cursor has. */
type Order = {
  parts: number
  sql: string
  after: readonly string[]
  key(row: Row): number[]
  compare?: (a: Row, b: Row) => number
}
const orders: Record<'ready' | 'delayed' | 'newest' | 'oldest', Order> = {
  ready: {
    // Its index begins with the queue: each queue is read by itself.
    compare: (a, b) => b.priority - a.priority || a.runAt - b.runAt || a.seq - b.seq,
    parts: 3,
    sql: 't.priority DESC, t.due_at, t.seq',
    after: ['t.priority = :a AND (t.due_at, t.seq) > (:b, :c)', 't.priority < :a'],
    key: ({ priority, runAt, seq }: Row) => [priority, runAt, seq],
  },
  delayed: {
    parts: 2,
    sql: 't.due_at, t.seq',
    after: ['(t.due_at, t.seq) > (:a, :b)'],
    key: ({ runAt, seq }: Row) => [runAt, seq],
  },
  newest: { parts: 1, sql: 't.seq DESC', after: ['t.seq < :a'], key: ({ seq }: Row) => [seq] },
  oldest: { parts: 1, sql: 't.seq', after: ['t.seq > :a'], key: ({ seq }: Row) => [seq] },
}

/** Tasks as a person or a program reads them, with their run. */
export function createTaskViews(db: Db) {
  const from = 'FROM task t JOIN run r ON r.number = t.run'
  const byId = db.prepare(`SELECT ${columns} ${from} WHERE t.id = ?`)
  const statements = new Map<string, ReturnType<Db['prepare']>>()

  function prepared(sql: string): ReturnType<Db['prepare']> {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }

  const queueNames = db.prepare('SELECT name FROM queue').pluck()
  const queuesToRead = ({ compare }: Order, queue: string | null): (string | null)[] =>
    queue === null && compare ? (queueNames.all() as string[]) : [queue]

  return {
    find(id: string): Task | null {
      const row = byId.get(id) as Row | undefined
      return row ? fromRow(row) : null
    },
    /** Throws invalid for a cursor of another list. */
    list({ status, stage, queue, cursor, limit }: TaskFilter): { items: Task[]; nextCursor: string | null } {
      const order: Order = orders[orderOf(status, stage)]
      const where = [
        status === null ? '' : `t.status = '${status}'`,
        stage === null ? '' : `t.stage = '${stage}'`,
        queue === null && !order.compare ? '' : 't.queue = :queue',
      ].filter((part) => part !== '')
      const stretches = (cursor === null ? [''] : order.after).map((after) => {
        const all = [...where, after].filter((part) => part !== '')
        const condition = all.length > 0 ? `WHERE ${all.join(' AND ')}` : ''
        return `SELECT * FROM (SELECT ${columns} ${from} ${condition} ORDER BY ${order.sql} LIMIT :limit)`
      })
      const keys = readCursor(cursor, order)
      const sql = `${stretches.join(' UNION ALL ')} LIMIT :limit`
      const rows = queuesToRead(order, queue)
        .flatMap((name) => prepared(sql).all({ queue: name, ...keys, limit: limit + 1 }) as Row[])
        .sort(order.compare ?? (() => 0))
      const items = rows.slice(0, limit)
      const last = items.at(-1)
      return {
        items: items.map(fromRow),
        nextCursor: rows.length > limit && last ? order.key(last).join('.') : null,
      }
    },
  }
}

function orderOf(status: State | null, stage: Stage | null): keyof typeof orders {
  if (stage === 'held') return 'oldest'
  if (stage !== null) return stage
  return status === 'running' ? 'oldest' : 'newest'
}

function readCursor(cursor: string | null, { parts }: Order): { a: number | null; b: number | null; c: number | null } {
  if (cursor !== null && !(/^-?\d{1,15}(\.\d{1,15}){0,2}$/.test(cursor) && cursor.split('.').length === parts))
    throw new AppError('invalid', 'This cursor is not one of ours.', [{ path: 'cursor', message: 'is not valid' }])
  const [a = null, b = null, c = null] = cursor?.split('.').map(Number) ?? []
  return { a, b, c }
}

function fromRow({ seq: _, result, ...row }: Row): Task {
  return { ...row, result: result === null ? null : JSON.parse(result), error: row.status === 'succeeded' ? null : row.error }
}
