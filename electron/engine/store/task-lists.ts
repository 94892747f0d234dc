import { AppError } from '../../../shared/errors.ts'
import type { Stage, State } from '../../../shared/run-state.ts'
import type { Db, Statement } from './db.ts'

/** The place of a task in a list: enough to sort it, to skip it, and to continue after it. */
export type TaskKey = { list: ListName; seq: number; queue: string; status: State; priority: number; dueAt: number }
export type Filter = { status: State | null; stage: Stage | null; queue: string | null }
type ListName = Stage | 'running' | 'newest'

/** Each list is read in the order of an index; the rest after a key is one or more stretches of it. */
type List = {
  order: string
  after: readonly string[]
  numbers(key: TaskKey): number[]
  byQueue?: (a: TaskKey, b: TaskKey) => number
}
const lists: Record<ListName, List> = {
  ready: {
    order: 'priority DESC, due_at, seq',
    after: ['priority = :a AND (due_at, seq) > (:b, :c)', 'priority < :a'],
    numbers: ({ priority, dueAt, seq }) => [priority, dueAt, seq],
    // Its index starts with the queue: each is read by itself.
    byQueue: (a, b) => b.priority - a.priority || a.dueAt - b.dueAt || a.seq - b.seq,
  },
  delayed: { order: 'due_at, seq', after: ['(due_at, seq) > (:a, :b)'], numbers: ({ dueAt, seq }) => [dueAt, seq] },
  held: { order: 'seq', after: ['seq > :a'], numbers: ({ seq }) => [seq] },
  running: { order: 'seq', after: ['seq > :a'], numbers: ({ seq }) => [seq] },
  newest: { order: 'seq DESC', after: ['seq < :a'], numbers: ({ seq }) => [seq] },
}
const stagesInOrder: readonly Stage[] = ['ready', 'delayed', 'held']
/** Found by an index of their own. */
const indexed: readonly (State | null)[] = ['succeeded', 'failed', 'cancelled', 'skipped']

type Place = { list: ListName; numbers: number[] }

export type TaskLists = ReturnType<typeof createTaskLists>

/** Tasks in the order in which a list shows them. Waiting tasks are shown in the order in which they start. */
export function createTaskLists(db: Db) {
  const queueNames = db.prepare('SELECT name FROM queue').pluck()
  const statements = new Map<string, Statement>()
  function prepared(sql: string): Statement {
    const known = statements.get(sql) ?? db.prepare(sql)
    statements.set(sql, known)
    return known
  }

  function read(name: ListName, { status, queue }: Filter, numbers: number[] | null, limit: number): TaskKey[] {
    const { order, after, byQueue } = lists[name]
    const where = [whereOf(name, status), byQueue ? 'queue = :queue' : ''].filter((part) => part !== '')
    const stretches = (numbers === null ? [''] : after).map((stretch) => {
      const all = [...where, stretch].filter((part) => part !== '')
      const condition = all.length > 0 ? `WHERE ${all.join(' AND ')}` : ''
      return `SELECT * FROM (SELECT seq, queue, status, priority, due_at AS dueAt FROM task ${condition} ORDER BY ${order} LIMIT :limit)`
    })
    const [a = null, b = null, c = null] = numbers ?? []
    const statement = prepared(`${stretches.join(' UNION ALL ')} LIMIT :limit`)
    const queues = byQueue && queue === null ? (queueNames.all() as string[]) : [queue]
    const rows = queues.flatMap((name) => statement.all({ queue: name, a, b, c, limit }) as Omit<TaskKey, 'list'>[])
    const keys = rows.map((row) => ({ list: name, ...row }))
    return byQueue ? keys.sort(byQueue).slice(0, limit) : keys
  }

  return {
    /** The next page of a list after a cursor. If `isSifted`, it includes rows that do not match. Throws invalid. */
    next(filter: Filter, cursor: string | null, limit: number): TaskKey[] {
      const names = namesOf(filter)
      const place = cursor === null ? null : placeOf(cursor, names)
      const found: TaskKey[] = []
      for (const name of names.slice(place ? names.indexOf(place.list) : 0)) {
        if (found.length >= limit) break
        found.push(...read(name, filter, name === place?.list ? place.numbers : null, limit - found.length))
      }
      return found
    },
    cursorOf: (key: TaskKey): string => [key.list, ...lists[key.list].numbers(key)].join('.'),
    /** No index answers all of the filter: many rows may be skipped to find one. */
    isSifted: (filter: Filter): boolean => filter.queue !== null && namesOf(filter).some((name) => name !== 'ready'),
    matches: ({ status, queue }: Filter, key: TaskKey): boolean =>
      (queue === null || key.queue === queue) && (status === null || key.status === status),
  }
}

function namesOf({ status, stage }: Filter): readonly ListName[] {
  if (stage !== null) return status === null || status === 'queued' ? [stage] : []
  if (status === 'queued') return stagesInOrder
  return [status === 'running' ? 'running' : 'newest']
}

function whereOf(name: ListName, status: State | null): string {
  if (name === 'running') return `status = 'running'`
  if (name !== 'newest') return `stage = '${name}'`
  return indexed.includes(status) ? `status = '${status}'` : ''
}

function placeOf(cursor: string, names: readonly ListName[]): Place {
  const [first, ...rest] = cursor.split('.')
  const list = names.find((name) => name === first)
  const isWhole = list && rest.length === lists[list].numbers(noKey).length && rest.every((part) => /^-?\d{1,15}$/.test(part))
  if (!isWhole)
    throw new AppError('invalid', 'The cursor is not valid for this list. Use the nextCursor of the previous page.', [
      { path: 'cursor', message: 'is not valid' },
    ])
  return { list, numbers: rest.map(Number) }
}

const noKey: TaskKey = { list: 'newest', seq: 0, queue: '', status: 'queued', priority: 0, dueAt: 0 }
