import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../testing/engine.ts'
import { placesThatPrepare, recordStatements } from '../testing/statements.ts'
import { closedDatabase } from '../testing/store.ts'
import { openDb, type Statement } from './db.ts'

/** Tables that may be scanned, and why. Any other grows for as long as LocalFlow is used. */
const small: Record<string, string> = {
  sqlite_schema: 'as many as there are tables and indexes',
  sqlite_master: 'another name of sqlite_schema',
  sqlite_sequence: 'as many as there are tables',
  setting: 'a row for each setting',
  queue: 'people name them',
  secret: 'people name them',
  job: 'people make them; the list of all is read by name',
  flow: 'people make them; the list of all is read by name',
  pipeline: 'people make them; the list of all is read by name',
  worker: 'a row for each machine',
  actor: 'a row for each person, schedule, trigger and program, read to find those that a filter names',
  backfill: 'people ask for them; the newest, or those that run, of an index of their own',
  operation: 'people ask for them, and old ones are deleted; the newest, or those at work, of an index of their own',
  template: 'people save them, at most 200',
  saved_view: 'people save and share them; an index has the shared ones',
  maintenance: 'a row for each task of the timetable',
  absence: 'rows older than the history are deleted, once a day',
}

/** Statements that scan one of the others nevertheless, and why. */
const allowed: [reason: string, sql: RegExp][] = [
  [
    'counted once, at the start, from the index alone or from what few rows it holds',
    /^SELECT queue, count\(\*\) AS n FROM task WHERE/,
  ],
  [
    'as many as run at the same time',
    /WHERE (t\.)?status = 'running'( AND (lease_until <=|token =|r\.start_seq >) \?)?( ORDER BY (t\.)?seq|\), 0\)\))$/,
  ],
  ['the first of an index', /WHERE stage = 'delayed' ORDER BY due_at LIMIT 1$/],
  ['only when the clock was set back', /^UPDATE (task SET due_at = due_at - :ms|deferral SET until_at = :now)/],
  ['only when a queue is removed', /^SELECT EXISTS \(SELECT 1 FROM task WHERE stage = 'ready' AND queue = :queue\)/],
  ['only at the start, up to the first that waits', /^SELECT EXISTS \(SELECT 1 FROM deferral WHERE until_at IS NOT NULL\)/],
  [
    'only at the start, and after a write was rolled back: the unresolved of an index that holds only those',
    /^SELECT subject_kind AS kind, subject FROM alert WHERE state <> 'resolved' LIMIT \?$/,
  ],
  ['an index of a record of deleted runs, once a day', /^DELETE FROM deleted_run WHERE/],
  ['the newest of all', /^SELECT at FROM event ORDER BY seq DESC LIMIT 1$/],
  [
    'a page of the newest of all, each with its actor',
    /^SELECT ((?!WHERE).|WHERE a\.number = run\.actor)* ORDER BY (number|seq) DESC LIMIT :limit\)?( LIMIT :limit)?$/s,
  ],
  [
    'a page of an index that holds only those',
    /WHERE (stage|status) = '\w+' ORDER BY (due_at, )?seq( DESC)? LIMIT :limit\) LIMIT :limit$/,
  ],
]

/** Sorted after they were found: rows of one run or attempt, and deleted jobs, which people made and deleted one by one. */
const sortsFew = /WHERE (run = \?|t\.run = \(SELECT number FROM run)|j\.deleted_at IS NOT NULL/

/** As the store prepares it: with a sign before each parameter. */
const written = (sql: string): string => sql.replaceAll(/\+(?=[?:])/g, '')

function createPlanner() {
  const db = new Database(closedDatabase(temporaryFolder()))
  onTestFinished(() => void db.close())
  return (sql: string): string[] =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...valuesFor(sql)) as { detail: string }[]).map(({ detail }) => detail)
}

/** A value for each parameter, by name or by place. */
function valuesFor(sql: string, value: string | number | null = null): unknown[] {
  const names = [...sql.matchAll(/[:@]([a-zA-Z]\w*)/g)].map(([, name]) => [name, value])
  return names.length > 0 ? [Object.fromEntries(names)] : [...sql.matchAll(/\?/g)].map(() => value)
}

/** The table that a line of a plan scans; null if it scans none, or a temporary one. */
function scannedBy(line: string, sql: string): string | null {
  const [, name] = /^SCAN (\w+)/.exec(line) ?? []
  if (!name || /^SCAN (CONSTANT ROW|\w+ VIRTUAL TABLE)/.test(line)) return null
  if (new RegExp(`^WITH RECURSIVE ${name}\\b`).test(sql)) return null
  return new RegExp(`\\b(?:FROM|JOIN|UPDATE|INTO) (\\w+) (?:AS )?${name}\\b`).exec(sql)?.[1] ?? name
}

describe('every statement of the store', () => {
  it('is recorded here, whichever line of the store prepares it', () => {
    expect(recordStatements().places()).toEqual(expect.arrayContaining(placesThatPrepare()))
    expect(placesThatPrepare().length).toBeGreaterThan(250)
  })

  it('finds its rows by an index, whatever has gathered', () => {
    const { statements } = recordStatements()
    const planOf = createPlanner()
    const slow = statements.flatMap((sql) => {
      const scans = planOf(sql).filter((line) => !Object.hasOwn(small, scannedBy(line, sql) ?? 'sqlite_schema'))
      return scans.length === 0 || allowed.some(([, known]) => known.test(written(sql))) ? [] : [[written(sql), ...scans]]
    })
    expect(slow).toEqual([])
  })

  it('gives its rows in the order of an index, where there may be many', () => {
    const { statements } = recordStatements()
    const planOf = createPlanner()
    const sorted = statements.filter((sql) => /ORDER BY/.test(sql) && planOf(sql).some((line) => line.includes('TEMP B-TREE')))
    expect(sorted.map(written).filter((sql) => !sortsFew.test(sql))).toEqual([])
  })

  it('that looks for equal inputs of a step walks those of no other step or run', () => {
    const { statements } = recordStatements()
    const planOf = createPlanner()
    const [lastRecipe = ''] = statements.filter((sql) => /^SELECT recipe FROM execution/.test(sql))
    expect(planOf(lastRecipe)).toEqual(['SEARCH execution USING INDEX execution_of_step_by_input (run=? AND step=? AND input=?)'])
  })

  it('needs each of the exceptions made here', () => {
    const { statements } = recordStatements()
    const planOf = createPlanner()
    const scanned = new Set(statements.flatMap((sql) => planOf(sql).map((line) => scannedBy(line, sql))))
    expect(Object.keys(small).filter((table) => !scanned.has(table))).toEqual([])
    expect(allowed.filter(([, sql]) => !statements.some((known) => sql.test(written(known))))).toEqual([])
  })
})

/**
 * Counts how often SQLite plans a statement: it compares `planned()` to a column whose values SQLite has sampled, and each
 * planning calls that function once to learn how many rows match. `LIMIT 0` keeps a run from calling it.
 */
function countPlannings(path: string) {
  const db = new Database(path)
  onTestFinished(() => void db.close())
  let count = 0
  db.function('planned', { deterministic: true }, () => {
    count++
    return 1
  })
  db.exec(
    'CREATE TABLE probe (x INTEGER); CREATE INDEX probe_x ON probe (x); INSERT INTO probe VALUES (1), (2), (3); ANALYZE probe',
  )
  const probe = '(SELECT 1 FROM probe WHERE x = planned() LIMIT 0)'
  /** The same statement, planned together with the probe; null where it can hold none. */
  function probed(sql: string): string | null {
    if (/^(SELECT|WITH)\b/.test(sql)) return `SELECT ${probe}, * FROM (${sql})`
    if (/^(INSERT|UPDATE|DELETE)\b/.test(sql)) return `${sql.replace(/ RETURNING .*$/, '')} RETURNING ${probe}`
    return null
  }
  /** How often it was planned until it had run with each of the values. */
  function timesPlanned(sql: string, values: (string | number)[]): number {
    count = 0
    const statement = db.prepare(sql)
    for (const value of values) run(statement, valuesFor(sql, value))
    return count
  }
  return { probed, timesPlanned }
}

/** Only the plan counts: a row that a table refuses is as good as another. */
function run(statement: Statement, values: unknown[]): void {
  try {
    statement.all(...values)
  } catch (error) {
    if (!(error as { code?: string }).code?.startsWith('SQLITE_CONSTRAINT')) throw error
  }
}

const thousand = Array.from({ length: 1_000 }, (_, index) => index + 2)

describe('a statement that the store prepares', () => {
  const limited = 'SELECT number FROM run WHERE job_id = ? ORDER BY number DESC LIMIT ?'

  it('is planned once for a thousand different values, as it is for one', () => {
    const { probed, timesPlanned } = countPlannings(closedDatabase(temporaryFolder()))
    const sql = probed(preparedAs(limited)) ?? ''
    expect(timesPlanned(sql, thousand.slice(0, 1))).toBe(1)
    expect(timesPlanned(sql, thousand)).toBe(1)
  })

  it('would be planned again for each of them without the sign that the store puts before a parameter', () => {
    const { probed, timesPlanned } = countPlannings(closedDatabase(temporaryFolder()))
    expect(timesPlanned(probed(limited) ?? '', thousand)).toBe(1 + 1_000)
  })

  it('keeps texts in quotes that look like parameters', () => {
    const db = openDb(closedDatabase(temporaryFolder()))
    onTestFinished(() => void db.close())
    expect(db.prepare(`SELECT '? :a', 'it''s @b', ?`).raw().get(3)).toEqual(['? :a', `it's @b`, 3])
  })

  it('is planned once, whichever it is', () => {
    const { statements } = recordStatements()
    const { probed, timesPlanned } = countPlannings(closedDatabase(temporaryFolder()))
    const readable = statements.flatMap((sql) => probed(sql) ?? [])
    expect(readable.length).toBeGreaterThan(300)
    expect(readable.filter((sql) => timesPlanned(sql, ['1', '2', '3']) > timesPlanned(sql, []))).toEqual([])
  })
})

/** The SQL that SQLite gets for a statement of the store. */
function preparedAs(sql: string): string {
  const db = openDb(closedDatabase(temporaryFolder()))
  onTestFinished(() => void db.close())
  return db.prepare(sql).source
}
