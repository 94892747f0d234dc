import { assertNever } from '../../../shared/errors.ts'
import type { Bounds } from '../../../shared/filter/filter.ts'
import { escapeLike } from './jobs.ts'

/** What a run can be measured by, as SQL. */
const measures = {
  number: 'run.number',
  parent: 'run.parent',
  started: 'run.started_at',
  ended: 'run.ended_at',
  duration: '(coalesce(run.ended_at, :now) - run.started_at)',
  wait: `(iif(run.started_at IS NULL AND run.ended_at IS NOT NULL, NULL, coalesce(run.started_at, :now))
    - coalesce(run.queued_at, run.created_at))`,
  exit: 'run.exit_code',
  version: `coalesce(run.job_version, (SELECT x.version FROM flow_run x WHERE x.run = run.number),
    (SELECT x.version FROM pipeline_run x WHERE x.run = run.number))`,
  attempt: '(SELECT max(t.attempts) FROM task t WHERE t.run = run.number)',
} as const
export type Measure = keyof typeof measures
export const measureNames = Object.keys(measures) as Measure[]

type Text = { parts: readonly string[] }

/** Compares a number. */
export type Comparison = { by: '<' | '<=' | '>' | '>='; value: number }

/** One way in which a condition can hold. `parts` are texts with anything between them. */
export type RunAlternative =
  | { type: 'column'; column: 'status' | 'reason' | 'trigger' | 'job_id' | 'actor'; values: readonly (string | number)[] }
  | { type: 'kind'; kind: 'job' | 'command' | 'flow' | 'pipeline' }
  | { type: 'definition'; of: 'flow' | 'pipeline'; numbers: readonly number[] }
  | { type: 'measure'; measure: Measure; bounds: Bounds }
  | ({ type: 'text'; column: 'title' | 'error' } & Text)
  | ({ type: 'param'; name: string } & Text)
  | ({ type: 'param-number'; name: string } & Comparison)
  /** A flow's node or a pipeline's step. */
  | ({ type: 'node' } & Text)
  /** Which workers executed tasks of it. */
  | { type: 'worker'; names: readonly string[] }
  | { type: 'pinned' }
  | { type: 'test' }
  | { type: 'outer' }
  | { type: 'all' }

/** Holds if one of the alternatives does; a value that is missing fits none of them. */
export type RunCondition = { isNegated: boolean; any: readonly RunAlternative[] }

/** The conditions as SQL, with the values of its parameters. */
export function sqlOfConditions(conditions: readonly RunCondition[]): { sql: string[]; values: Record<string, string | number> } {
  const values: Record<string, string | number> = {}
  const bind = (value: string | number): string => {
    const name = `c${Object.keys(values).length}`
    values[name] = value
    return `:${name}`
  }
  const sql = conditions.map(({ isNegated, any }) => {
    const either = any.map((alternative) => sqlOf(alternative, bind)).join(' OR ')
    return isNegated ? `NOT ifnull(${either}, 0)` : `(${either})`
  })
  return { sql, values }
}

type Bind = (value: string | number) => string

function sqlOf(alternative: RunAlternative, bind: Bind): string {
  switch (alternative.type) {
    case 'column':
      return isOneOf(`run.${alternative.column}`, alternative.values, bind)
    case 'kind':
      return alternative.kind === 'command' || alternative.kind === 'job'
        ? `(run.kind = 'job' AND run.job_id IS ${alternative.kind === 'job' ? 'NOT NULL' : 'NULL'})`
        : `run.kind = ${bind(alternative.kind)}`
    case 'definition': {
      const { of, numbers } = alternative
      return `EXISTS (SELECT 1 FROM ${of}_run x WHERE x.run = run.number AND ${isOneOf(`x.${of}`, numbers, bind)})`
    }
    case 'measure':
      return isWithin(measures[alternative.measure], alternative.bounds, bind)
    case 'text':
      return isLike(`run.${alternative.column}`, ['', ...alternative.parts, ''], bind)
    case 'param':
      return isLike(paramText(bind(`$."${alternative.name}"`)), alternative.parts, bind)
    case 'param-number': {
      const path = bind(`$."${alternative.name}"`)
      return `(json_type(run.params, ${path}) IN ('integer', 'real') AND run.params ->> ${path} ${alternative.by} ${bind(alternative.value)})`
    }
    case 'node':
      return hasNode(alternative.parts, bind)
    case 'worker':
      return `EXISTS (SELECT 1 FROM worker_run w WHERE w.run = run.number AND ${isOneOf('w.worker', alternative.names, bind)})`
    case 'pinned':
      return 'run.pinned_at IS NOT NULL'
    case 'test':
      return 'run.test = 1'
    case 'outer':
      return 'run.parent IS NULL'
    case 'all':
      return '1'
    default:
      return assertNever(alternative)
  }
}

/** Only one value can use an index without losing the order of the list. */
const isOneOf = (column: string, values: readonly (string | number)[], bind: Bind): string =>
  values.length === 1 && values[0] !== undefined
    ? `${column} = ${bind(values[0])}`
    : `+${column} IN (SELECT value FROM json_each(${bind(JSON.stringify(values))}))`

function isWithin(measure: string, { from, to }: Bounds, bind: Bind): string {
  const limits = [from === null ? '' : `${measure} >= ${bind(from)}`, to === null ? '' : `${measure} < ${bind(to)}`]
  return `(${limits.filter((limit) => limit !== '').join(' AND ') || '1'})`
}

/** SQLite looks for each part once, after the one before it. */
const isLike = (text: string, parts: readonly string[], bind: Bind): string =>
  `${text} LIKE ${bind(parts.map(escapeLike).join('%'))} ESCAPE '\\'`

/** A visit, branch or item of a node has a key such as `a#2` or `a#1/17`. */
function hasNode(parts: readonly string[], bind: Bind): string {
  const node = `${isLike('t.node_key', parts, bind)} OR ${isLike('t.node_key', [...parts.slice(0, -1), `${parts.at(-1) ?? ''}#`, ''], bind)}`
  const step = isLike('s.name', parts, bind)
  return `((run.kind = 'flow' AND EXISTS (SELECT 1 FROM task t WHERE t.run = run.number AND (${node})))
    OR (run.kind = 'pipeline' AND EXISTS (SELECT 1 FROM step s WHERE s.run = run.number AND ${step})))`
}

/** SQLite reads true and false as numbers. */
const paramText = (path: string): string =>
  `CASE json_type(run.params, ${path}) WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE CAST(run.params ->> ${path} AS TEXT) END`
