import type { Params } from '../../../shared/model/params.ts'
import type { Run, Usage } from '../../../shared/model/run.ts'
import type { RunDetails } from '../../../shared/model/run-details.ts'
import { shownParams } from '../base/sealed.ts'
import type { Db, Statement } from './db.ts'
import { type RunCondition, sqlOfConditions } from './run-conditions.ts'
import { createRunLookups } from './run-lookups.ts'
import { type RunRow, runColumns, runOfRow } from './runs.ts'

/** Conditions that hold all at the time `now`. */
export type RunTests = { conditions: readonly RunCondition[]; now: number }
/** Runs with a number from `from` to below `before`, in this order. */
export type Stretch = { from: number; before: number; isDescending: boolean }

/** What decides the place of a run in an order. */
export type RunFacts = Pick<Run, 'number' | 'status' | 'startedAt' | 'endedAt' | 'jobId'> & {
  /** When it was created, or queued again. */
  queuedAt: number
  kind: 'job' | 'flow' | 'pipeline'
  flow: number | null
  pipeline: number | null
}

/** A definition whose runs are listed; deleted ones, too. */
export type ListedDefinition = { of: 'job' | 'flow' | 'pipeline'; value: string | number; name: string }

/** There are as many combinations as people write filters. */
const statementsKept = 300

export type RunLists = ReturnType<typeof createRunLists>

/** Runs by conditions: of a stretch of their numbers, or among runs that an index found. */
export function createRunLists(db: Db) {
  const known = new Map<string, Statement>()
  function prepared(sql: string): Statement {
    const statement = known.get(sql) ?? db.prepare(sql)
    if (known.size >= statementsKept) known.clear()
    known.set(sql, statement)
    return statement
  }
  const definitions = db.prepare(
    `SELECT 'job' AS "of", id AS value, name FROM job UNION ALL SELECT 'flow', number, name FROM flow
     UNION ALL SELECT 'pipeline', number, name FROM pipeline`,
  )

  const details = db.prepare(
    `SELECT run.number, run.params, (SELECT a.usage FROM task t JOIN attempt a ON a.task = t.seq AND a.number = t.attempts
       WHERE t.run = run.number AND t.node_key = 'main') AS usage
     FROM (SELECT value AS listed FROM json_each(:numbers)) CROSS JOIN run ON run.number = listed`,
  )

  /** Their order is that of the numbers. */
  function among(numbers: readonly number[], { conditions, now }: RunTests) {
    const { sql, values } = sqlOfConditions(conditions)
    const where = sql.length > 0 ? `WHERE ${sql.join(' AND ')}` : ''
    return {
      from: 'FROM (SELECT value AS listed FROM json_each(:numbers)) CROSS JOIN run ON run.number = listed',
      where,
      values: { numbers: JSON.stringify(numbers), now, ...values },
    }
  }

  function within({ from, before, isDescending }: Stretch, { conditions, now }: RunTests) {
    const { sql, values } = sqlOfConditions(conditions)
    const where = ['number >= :from', 'number < :before', ...sql].join(' AND ')
    return {
      sql: `FROM run NOT INDEXED WHERE ${where} ORDER BY number ${isDescending ? 'DESC' : 'ASC'} LIMIT :limit`,
      values: { from, before, now, ...values },
    }
  }

  return {
    ...createRunLookups(db),
    /** Runs of a stretch that match, at most `limit`. */
    inStretch(stretch: Stretch, tests: RunTests, limit: number): Run[] {
      const { sql, values } = within(stretch, tests)
      return (prepared(`SELECT ${runColumns} ${sql}`).all({ ...values, limit }) as RunRow[]).map(runOfRow)
    },
    countStretch(stretch: Stretch, tests: RunTests, limit: number): number {
      const { sql, values } = within(stretch, tests)
      return countOf(prepared(`SELECT count(*) AS count FROM (SELECT 1 ${sql})`).get({ ...values, limit }))
    },
    /** Those of these runs that match, in the same order, at most `limit`. */
    matching(numbers: readonly number[], tests: RunTests, limit: number): Run[] {
      const { from, where, values } = among(numbers, tests)
      return (prepared(`SELECT ${runColumns} ${from} ${where} LIMIT :limit`).all({ ...values, limit }) as RunRow[]).map(runOfRow)
    },
    countMatching(numbers: readonly number[], tests: RunTests): number {
      const { from, where, values } = among(numbers, tests)
      return countOf(prepared(`SELECT count(*) AS count ${from} ${where}`).get(values))
    },
    /** What decides the place of each of these runs that match. */
    factsOf(numbers: readonly number[], tests: RunTests): RunFacts[] {
      const { from, where, values } = among(numbers, tests)
      const sql = `SELECT run.number, run.status, coalesce(run.queued_at, run.created_at) AS queuedAt, run.started_at AS startedAt, run.ended_at AS endedAt,
          run.job_id AS jobId, run.kind, f.flow, p.pipeline ${from}
        LEFT JOIN flow_run f ON f.run = run.number LEFT JOIN pipeline_run p ON p.run = run.number ${where}`
      return prepared(sql).all(values) as RunFacts[]
    },
    detailsOf: (numbers: readonly number[]): Map<number, RunDetails> =>
      new Map((details.all({ numbers: JSON.stringify(numbers) }) as DetailRow[]).map((row) => [row.number, fromDetailRow(row)])),
    definitions: (): ListedDefinition[] => definitions.all() as ListedDefinition[],
  }
}

type DetailRow = { number: number; params: string | null; usage: string | null }

function fromDetailRow({ params, usage }: DetailRow): RunDetails {
  const used = usage === null ? null : (JSON.parse(usage) as Pick<Usage, 'cpuMs' | 'peakMemory'>)
  return {
    params: shownParams(JSON.parse(params ?? '{}') as Params),
    cpuMs: used?.cpuMs ?? null,
    peakMemory: used?.peakMemory ?? null,
  }
}

const countOf = (row: unknown): number => (row as { count: number }).count
