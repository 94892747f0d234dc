import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Stage, type State, stages, states } from '../../../shared/run-state.ts'
import { openTestStore, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase } from '../testing/store.ts'
import { type Db, openDb } from './db.ts'

/** What grows for as long as LocalFlow is used. */
const large = /\b(run|r|task|t|event|e|attempt|a|idempotency|slot|o|schedule|s|execution|result|output|object|feed)\b/

/** Read from one end to the other nevertheless, and why that is no harm. */
const allowed: [reason: string, sql: RegExp][] = [
  [
    'counted once, at the start, from the index alone or from what few rows it holds',
    /^SELECT queue, count\(\*\) AS n FROM task WHERE/,
  ],
  ['as many as run at the same time', /WHERE status = 'running'( AND (lease_until <=|token =) \?)? ORDER BY seq$/],
  ['the first of an index', /WHERE stage = 'delayed' ORDER BY due_at LIMIT 1$/],
  ['only when the clock was set back', /^UPDATE task SET due_at = due_at - :ms/],
  ['only when a queue is removed', /^SELECT EXISTS \(SELECT 1 FROM task WHERE stage = 'ready' AND queue = :queue\)/],
  ['the newest of all', /^SELECT at FROM event ORDER BY seq DESC LIMIT 1$/],
  ['a page of the newest of all', /^SELECT (?!.*WHERE).* ORDER BY (number|seq) DESC LIMIT :limit\)?( LIMIT :limit)?$/s],
  [
    'a page of an index that holds only those',
    /WHERE (stage|status) = '\w+' ORDER BY (due_at, )?seq( DESC)? LIMIT :limit\) LIMIT :limit$/,
  ],
]

/** Sorted after they were found: rows of one run, or of one attempt. */
const sortsFew = /WHERE (run = \?|r\.id = :runId)/

function openRecorded(): { db: Db; statements: () => string[] } {
  const db = openDb(closedDatabase(temporaryFolder()))
  const prepare = vi.spyOn(Object.getPrototypeOf(db) as Db, 'prepare')
  onTestFinished(() => {
    prepare.mockRestore()
    db.close()
  })
  // As they are written: `planOnce` adds a sign to each parameter.
  const written = (sql: string): string => sql.replaceAll(/ \+(?=[?:])/g, ' ')
  return { db, statements: () => [...new Set(prepare.mock.calls.map(([sql]) => written(sql)))] }
}

function readEveryList(): void {
  const { runs, taskLists } = openTestStore()
  for (const status of [null, ...states])
    for (const jobId of [null, 'j'])
      for (const before of [null, 1]) {
        runs.list({ status, jobId, q: null, from: 0, before, limit: 1 })
        runs.list({ status, jobId, q: 'q', from: 0, before: 1, limit: 1 })
      }
  for (const queue of [null, 'default'])
    for (const filter of [
      ...[null, ...states].map((status) => ({ status, stage: null })),
      ...stages.map((stage) => ({ status: null, stage })),
    ])
      for (const cursor of [null, ...cursors.filter((known) => isOf(known, filter))])
        taskLists.next({ ...filter, queue }, cursor, 1)
}

const cursors = ['ready.1.1.1', 'delayed.1.1', 'held.1', 'running.1', 'newest.1']
const isOf = (cursor: string, { status, stage }: { status: State | null; stage: Stage | null }): boolean =>
  cursor.startsWith(stage ?? (status === 'queued' ? 'ready' : status === 'running' ? 'running' : 'newest'))

function planOf(db: Db, sql: string): string[] {
  const names = [...sql.matchAll(/[:@]([a-zA-Z]+)/g)].map(([, name]) => [name, null])
  const values = [...sql.matchAll(/\?/g)].map(() => null)
  const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`)
  const rows = names.length > 0 ? plan.all(Object.fromEntries(names)) : plan.all(...values)
  return (rows as { detail: string }[]).map(({ detail }) => detail)
}

describe('every statement', () => {
  it('finds its rows by an index, whatever has gathered', () => {
    const { db, statements } = openRecorded()
    readEveryList()
    const all = statements().filter((sql) => /^\s*(SELECT|UPDATE|DELETE|WITH)\b/.test(sql))
    expect(all.length).toBeGreaterThan(90)
    const slow = all.flatMap((sql) => {
      const scans = planOf(db, sql).filter((line) => line.startsWith('SCAN') && large.test(line.split(' USING ')[0] ?? ''))
      return scans.length === 0 || allowed.some(([, known]) => known.test(sql)) ? [] : [[sql, ...scans]]
    })
    expect(slow).toEqual([])
  })

  it('gives its rows in the order of an index, where there may be many', () => {
    const { db, statements } = openRecorded()
    readEveryList()
    const sorted = statements().filter(
      (sql) => /ORDER BY/.test(sql) && planOf(db, sql).some((line) => line.includes('TEMP B-TREE')),
    )
    expect(sorted.filter((sql) => !sortsFew.test(sql))).toEqual([])
  })

  it('that looks for equal inputs of a step walks those of no other step or run', () => {
    const { db, statements } = openRecorded()
    readEveryList()
    const [lastRecipe = ''] = statements().filter((sql) => /^SELECT recipe FROM execution/.test(sql))
    expect(planOf(db, lastRecipe)).toEqual([
      'SEARCH execution USING INDEX execution_of_step_by_input (run=? AND step=? AND input=?)',
    ])
  })

  it('is missed by no exception that nothing needs', () => {
    const { statements } = openRecorded()
    readEveryList()
    expect(allowed.filter(([, sql]) => !statements().some((known) => sql.test(known)))).toEqual([])
  })
})
