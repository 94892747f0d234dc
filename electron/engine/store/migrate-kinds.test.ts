import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { claimAgain, claimNext } from '../queue/claim.ts'
import { finish } from '../queue/finish.ts'
import { coreOf } from '../testing/core.ts'
import { migrationsFolder, openTestStore, temporaryFolder } from '../testing/engine.ts'
import { closedDatabase, migrationsTo, type Row, rowsOf } from '../testing/store.ts'
import { openDb } from './db.ts'
import { migrate } from './migrate.ts'

/** A database of the last release: runs of each kind that were queued, running, held and ended when its engine stopped. */
const rows = readFileSync(new URL('../testing/last-release.sql', import.meta.url), 'utf8')
const lastRelease = 12
const job = '019b8d62-7a80-730c-ad62-3b3c0b701c63'
/** Due occurrences and watched files as that release wrote them. */
const due = `
  INSERT INTO schedule (id, job_id, name, spec, enabled, settled_to, created_at, updated_at) VALUES ('s', '${job}', '', '{}', 1, 50, 1, 1);
  INSERT INTO slot (schedule, due_at, last_at, count, outcome, reason, run, settled_at) VALUES (1, 40, 50, 2, 'missed', 'closed', NULL, 60);
  INSERT INTO job_trigger (id, job_id, name, kind, spec, enabled, since_at, created_at, updated_at) VALUES
    ('t', '${job}', '', 'files', '{"kind":"files","path":"/in","settleMs":300,"gatherMs":1000}', 1, 1, 1, 1),
    ('u', '${job}', '', 'login', '{"kind":"login"}', 1, 1, 1, 1);`
const later = Date.UTC(2026, 0, 6)

function openLastRelease(folder = temporaryFolder()) {
  const db = openDb(join(folder, 'localflow.db'))
  onTestFinished(() => void db.close())
  migrate(db, migrationsTo(lastRelease, folder), folder, 0)
  db.pragma('foreign_keys = OFF')
  db.exec(rows)
  return db
}

function kindOf({ pipeline_run = [], flow_run = [] }: Record<string, Row[]>, { number }: Row): string {
  if (pipeline_run.some(({ run }) => run === number)) return 'pipeline'
  return flow_run.some(({ run }) => run === number) ? 'flow' : 'job'
}

describe('a database of the last release', () => {
  it('keeps every row of every table, and each run gets the kind it was', () => {
    const db = openLastRelease()
    const before = rowsOf(db)
    migrate(db, migrationsFolder, temporaryFolder(), later)
    const { run, task, run_wait, occurrence, attempt_record, job_day = [], ...others } = rowsOf(db)
    const { run: runs = [], task: tasks = [], flow_wait, slot, attempt, step = [], job_day: days, ...same } = before
    const newer = { actor: 1, start_seq: null, start_reason: null, queued_at: null, pinned_at: null, test: 0 }
    expect(run).toEqual(runs.map(({ is_flow: _, ...row }) => ({ ...row, kind: kindOf(before, row), ...newer })))
    expect(new Set(run?.map(({ kind, status, held }) => `${kind} ${status}${held === 1 ? ', held' : ''}`))).toEqual(
      new Set([
        ...['job queued', 'job queued, held', 'job running', 'job succeeded'],
        ...['flow running', 'flow succeeded', 'pipeline running', 'pipeline succeeded'],
      ]),
    )
    const specOf = ({ run: number, node_key }: Row) =>
      step.find((row) => row['run'] === number && String(node_key).startsWith(`${row['position']}/`))?.['spec'] ?? null
    const ofNewer = { last_attempt: null, runner: null, pid: null, exit_code: null, usage: null, log_bytes: null }
    expect(task).toEqual(
      tasks.map(({ kind, spec = null, ...row }) => ({ ...row, ...ofNewer, type: kind, spec: spec ?? specOf(row) })),
    )
    expect(attempt_record).toEqual(attempt?.map((row) => ({ ...row, log_bytes: null })))
    expect(run_wait).toEqual(flow_wait)
    expect(occurrence).toEqual(slot)
    expect(job_day.map(({ version: _, last_run: __, ...row }) => row)).toEqual(days)
    expect(others).toMatchObject({ ...same, step })
  })

  it('keeps the outcome of each occurrence, and the debounce time of file triggers', () => {
    const db = openLastRelease()
    db.exec(due)
    migrate(db, migrationsFolder, temporaryFolder(), later)
    const { schedule, occurrence, job_trigger = [] } = rowsOf(db)
    expect(schedule).toMatchObject([{ id: 's', recorded_to: 50 }])
    const missed = { outcome: 'missed', reason: 'closed', run: null }
    expect(occurrence).toEqual([{ schedule: 1, due_at: 40, last_at: 50, count: 2, ...missed, recorded_at: 60 }])
    expect(job_trigger.map(({ spec }) => JSON.parse(String(spec)) as unknown)).toEqual([
      { kind: 'files', path: '/in', debounceMs: 300, gatherMs: 1000 },
      { kind: 'login' },
    ])
  })

  it('continues with queued and running runs, whatever their kind', async () => {
    const folder = temporaryFolder()
    openLastRelease(folder).close()
    const store = openTestStore(folder)
    const core = coreOf(store)
    const running = store.tasks.running().map(({ seq, token }) => claimAgain(store, seq, token ?? ''))
    const claims = await store.submit('claim', () => claimNext(core, { free: 99, freeIn: () => 99 }, () => 1, later))
    const told = ({ runKind, type, spec: { body } }: (typeof claims)[number]) => `${runKind}: ${type} ${body.kind}`
    expect(running.map(told).sort()).toEqual([
      'flow: builtin builtin',
      'job: builtin builtin',
      'job: builtin builtin',
      'pipeline: shell script',
    ])
    expect(claims.map(told).sort()).toEqual([
      'flow: builtin builtin',
      'job: builtin builtin',
      'job: flow flow',
      'pipeline: shell script',
    ])
    await store.submit('record an end', () => {
      for (const claim of [...running, ...claims])
        finish(core, claim, { type: 'succeeded', result: 1, facts: null }, later, Math.random)
    })
    const statusOf = ({ run }: { run: number }) => `${store.runs.kind(run)} ${store.runs.byNumber(run)?.status}`
    expect(running.map(statusOf).sort()).toEqual(['flow succeeded', 'job succeeded', 'job succeeded', 'pipeline succeeded'])
    expect(claims.map(statusOf).sort()).toEqual(['flow running', 'flow succeeded', 'job succeeded', 'pipeline succeeded'])
    // The run that was held for the one before it, and the first node of the job's flow.
    const next = await store.submit('claim', () => claimNext(core, { free: 99, freeIn: () => 99 }, () => 1, later))
    expect(next.map(({ runKind, nodeKey }) => `${runKind}: ${nodeKey}`).sort()).toEqual(['flow: a#1', 'job: main'])
  })
})

describe('the kind of a run', () => {
  const open = () => {
    const db = openDb(closedDatabase(temporaryFolder()))
    onTestFinished(() => void db.close())
    const insert = db.prepare(
      `INSERT INTO run (number, id, title, trigger, kind, status, created_at, started_at) VALUES (?, ?, 'x', 'api', ?, ?, 1, ?)`,
    )
    for (const [index, kind] of ['job', 'flow', 'pipeline'].entries()) insert.run(index + 1, kind, kind, 'running', 1)
    insert.run(4, 'queued', 'job', 'queued', null)
    return (number: number, kind: string) => db.prepare('UPDATE run SET kind = ? WHERE number = ?').run(kind, number)
  }

  it.each([
    ['a queued job that becomes a pipeline', 4, 'pipeline'],
    ['a queued job that becomes a flow', 4, 'flow'],
    ['a flow that becomes a job', 2, 'job'],
    ['a flow that becomes a pipeline', 2, 'pipeline'],
    ['a pipeline that becomes a job', 3, 'job'],
    ['a pipeline that becomes a flow', 3, 'flow'],
  ])('stays unchanged: %s', (_, number, kind) => {
    expect(() => open()(number, kind)).toThrow(/does not change its kind/)
  })

  it.each(['flow', 'pipeline'])('changes once, from a running job to a %s', (kind) => {
    const setKind = open()
    expect(setKind(1, kind).changes).toBe(1)
    expect(() => setKind(1, 'job')).toThrow(/does not change its kind/)
  })
})
