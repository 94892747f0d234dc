import type { Db, Statement } from './db.ts'

/** Where an index has the numbers of runs with something in common, in order. */
const places = {
  status: { table: 'run', index: 'run_by_status', where: 'status = :value' },
  trigger: { table: 'run', index: 'run_by_trigger', where: 'trigger = :value' },
  actor: { table: 'run', index: 'run_by_actor', where: 'actor = :value' },
  reason: { table: 'run', index: 'run_by_reason', where: 'reason = :value' },
  job: { table: 'run', index: 'run_by_job', where: 'job_id = :value' },
  parent: { table: 'run', index: 'run_by_parent', where: 'parent = :value' },
  exit: { table: 'run', index: 'run_by_exit_code', where: 'exit_code = :value AND exit_code <> 0' },
  kind: { table: 'run', index: 'run_by_kind', where: `kind = :value AND kind <> 'job'` },
  command: { table: 'run', index: 'run_of_command', where: `job_id IS NULL AND kind = 'job'` },
  error: { table: 'run', index: 'run_with_error', where: 'error IS NOT NULL' },
  params: { table: 'run', index: 'run_with_params', where: 'params IS NOT NULL' },
  flow: { table: 'flow_run', index: 'flow_run_by_flow', where: 'flow IS :value' },
  pipeline: { table: 'pipeline_run', index: 'pipeline_run_by_pipeline', where: 'pipeline = :value' },
  pinned: { table: 'run', index: 'run_pinned', where: 'pinned_at IS NOT NULL' },
  test: { table: 'run', index: 'run_test', where: 'test = 1' },
  worker: { table: 'worker_run', index: null, where: 'worker = :value' },
  step: { table: 'step', index: 'step_by_name', where: 'name = :value' },
} as const

/** The index of waits has no shorter ones: most runs start at once, and their order by wait says nothing. */
export const leastWaitMs = 1_000

/** Where an index has runs in another order; they can be found only if they are few. */
const ranges = {
  duration: { table: 'run', index: 'run_by_duration', value: 'ended_at - started_at' },
  wait: { table: 'run', index: 'run_by_wait', value: 'started_at - coalesce(queued_at, created_at)' },
  /** How long after their creation they were queued again. */
  retry: { table: 'run', index: 'run_requeued', value: 'queued_at - created_at' },
} as const
const exists = {
  duration: 'ended_at IS NOT NULL AND started_at IS NOT NULL',
  wait: `started_at - coalesce(queued_at, created_at) >= ${leastWaitMs}`,
  retry: 'queued_at IS NOT NULL',
}
export type Range = keyof typeof ranges
export const rangeNames = Object.keys(ranges) as Range[]

/** Runs that an index finds. */
export type Lookup =
  | { by: keyof typeof places; value: string | number | null }
  | { by: Range; from: number; to: number }
  /** A task of them was attempted more than once. */
  | { by: 'retried' }
  /** They have a task of a node. */
  | { by: 'node'; key: string }

export type Stream = Extract<Lookup, { value: unknown }>
export const isStream = (lookup: Lookup): lookup is Stream => 'value' in lookup
export const streamNames = Object.keys(places) as Stream['by'][]

/** A run in an order: by the value, then by the number. */
export type Ordered = { value: number; number: number }

export type RunLookups = ReturnType<typeof createRunLookups>

export function createRunLookups(db: Db) {
  const known = new Map<string, Statement>()
  function prepared(sql: string): Statement {
    const statement = known.get(sql) ?? db.prepare(sql)
    known.set(sql, statement)
    return statement
  }

  /** The next numbers of a stream below `past`, the largest first; or above it, the smallest first. */
  function next({ by, value }: Stream, past: number, isDescending: boolean, most: number): number[] {
    const { table, index, where } = places[by]
    const number = table === 'run' ? 'number' : 'run'
    const [sign, order] = isDescending ? ['<', 'DESC'] : ['>', 'ASC']
    const sql = `SELECT ${number} AS number FROM ${table} ${index === null ? '' : `INDEXED BY ${index} `}WHERE ${where} AND ${number} ${sign} :past
      ORDER BY ${number} ${order} LIMIT :most`
    return numbersOf(prepared(sql).all({ value, past, most }))
  }

  function inRange({ by, from, to }: { by: Range; from: number; to: number }, most: number): number[] {
    const { index, value } = ranges[by]
    const sql = `SELECT number FROM run INDEXED BY ${index} WHERE ${exists[by]} AND (${value}) >= :from AND (${value}) < :to LIMIT :most`
    return numbersOf(prepared(sql).all({ from, to, most }))
  }

  return {
    next,
    /** The numbers of those that an index finds, in no order; at most so many. It may find some that a condition leaves out. */
    some(lookup: Lookup, most: number): number[] {
      if (isStream(lookup)) return next(lookup, Number.MAX_SAFE_INTEGER, true, most)
      if (lookup.by === 'retried')
        return numbersOf(
          prepared(
            'SELECT run AS number FROM task INDEXED BY task_retried WHERE attempts > 1 AND run > :past ORDER BY run LIMIT :most',
          ).all({ past: 0, most }),
        )
      if (lookup.by === 'node') {
        const { key } = lookup
        const sql = `SELECT run AS number FROM task INDEXED BY task_of_node
          WHERE node_key >= :key AND node_key < :end AND node_key <> 'main' LIMIT :most`
        return numbersOf(prepared(sql).all({ key, end: `${key}$`, most }))
      }
      return inRange(lookup, most)
    },
    /** The runs after one in the order of a value, with that value. */
    ordered(by: Range, after: Ordered | null, isDescending: boolean, most: number): Ordered[] {
      const { index, value } = ranges[by]
      const [sign, order] = isDescending ? ['<', 'DESC'] : ['>', 'ASC']
      const read = (where: string, byValue: string, values: Ordered & { most: number }): Ordered[] =>
        prepared(
          `SELECT number, ${value} AS value FROM run INDEXED BY ${index} WHERE ${exists[by]} AND ${where}
           ORDER BY ${byValue}number ${order} LIMIT :most`,
        ).all(values) as Ordered[]
      const beyond = (past: number, left: number) =>
        read(`(${value}) ${sign} :value`, `${value} ${order}, `, { value: past, number: 0, most: left })
      if (after === null) return beyond(isDescending ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER, most)
      const equal = read(`(${value}) = :value AND number ${sign} :number`, '', { ...after, most })
      return equal.length === most ? equal : [...equal, ...beyond(after.value, most - equal.length)]
    },
  }
}

const numbersOf = (rows: unknown[]): number[] => (rows as { number: number }[]).map(({ number }) => number)
