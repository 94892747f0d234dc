import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Spec } from '../../../shared/model/job.ts'
import { claimNext } from '../queue/claim.ts'
import { rescue } from '../queue/lease.ts'
import { coreOf } from '../testing/core.ts'
import { openTestStore, temporaryFolder } from '../testing/engine.ts'
import { firstSchema, migrationsTo, type Row, rowsOf, seeded, specOfFirst } from '../testing/store.ts'
import { openDb } from './db.ts'
import { migrate } from './migrate.ts'

const noon = Date.UTC(2026, 0, 5, 12)

type Tables = Record<string, Row[]>

/** The rows of the first schema as the second schema has them, in the plainest form. */
function asSecond({ job = [], job_version = [], run = [], task = [], attempt = [], event = [] }: Tables): Tables {
  const numbers = new Map(run.map(({ id, number }) => [id, Number(number)]))
  const seqs = new Map(task.map(({ id, seq }) => [id, Number(seq)]))
  const exitCodes = new Map(run.map(({ id, exit_code }) => [id, exit_code]))
  return {
    job: job.map((row) => ({ ...row, muted: 0, pinned: 0 })),
    job_version,
    run: run.map((row) => ({ ...row, retry_at: null, held: 0 })),
    task: task.map(({ run_id = null, ...row }) => ({
      ...row,
      run: numbers.get(run_id) ?? null,
      kind: 'shell',
      stage: row['status'] === 'queued' ? 'ready' : null,
      queue: 'default',
      priority: 0,
      due_at: row['created_at'] ?? null,
      // No lease has been written yet.
      lease_until: row['status'] === 'running' ? (row['created_at'] ?? null) : null,
      stop_reason: row['stop_asked'] === null ? null : 'stopped',
      max_attempts: Math.max(1, Number(row['attempts'])),
      lost: 0,
      result: row['status'] === 'succeeded' ? JSON.stringify({ exitCode: exitCodes.get(run_id) }) : null,
    })),
    attempt: attempt
      .map(({ task_id = null, ...row }) => ({ ...row, task: seqs.get(task_id) ?? null, usage: null }))
      .sort((a, b) => Number(a.task) - Number(b.task)),
    event: event.map((row) => ({
      ...row,
      run: row['noun'] === 'run' ? (numbers.get(row['id'] ?? null) ?? null) : null,
      id: row['noun'] === 'run' ? null : (row['id'] ?? null),
    })),
    queue: [{ name: 'default', cap: null, state: 'open', note: null, changed_at: 0 }],
    setting: [],
    idempotency: [],
  }
}

describe('a database of the first schema', () => {
  it('comes to the second with every row of every table', () => {
    const folder = temporaryFolder()
    const db = openDb(firstSchema(folder, 3))
    const before = rowsOf(db)
    expect(Object.keys(before)).toEqual(['attempt', 'event', 'job', 'job_version', 'run', 'task'])
    for (const rows of Object.values(before)) expect(rows.length).toBeGreaterThan(1)
    migrate(db, migrationsTo(2, folder), join(folder, 'backups'), noon)
    expect(db.pragma('user_version', { simple: true })).toBe(2)
    expect(rowsOf(db)).toEqual(asSecond(before))
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  })

  it('has every reference there, whole and watched over', () => {
    const folder = temporaryFolder()
    const db = openDb(firstSchema(folder, 1))
    migrate(db, migrationsTo(2, folder), join(folder, 'backups'), noon)
    expect([db.pragma('foreign_key_check'), db.pragma('foreign_keys', { simple: true })]).toEqual([[], 1])
    const references = db
      .prepare(
        `SELECT t.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" FROM sqlite_schema t, pragma_foreign_key_list(t.name) f
         WHERE t.type = 'table' ORDER BY 1`,
      )
      .pluck()
      .all()
    expect(references).toEqual([
      'attempt.task -> task.seq',
      'idempotency.task -> task.seq',
      'job.id -> job_version.job_id',
      'job.version -> job_version.version',
      'job_version.job_id -> job.id',
      'run.job_id -> job_version.job_id',
      'run.job_version -> job_version.version',
      'task.run -> run.number',
    ])
    for (const table of ['job', 'job_version', 'run', 'task'])
      expect(() => db.exec(`DELETE FROM ${table}`), table).toThrow(/FOREIGN KEY/)
    db.close()
  })

  it.each([
    ['the newest rows were', 'number > 5'],
    ['every row was', 'TRUE'],
  ])('never gives the number of a run or an event again, even when %s deleted', (_, which) => {
    const folder = temporaryFolder()
    const db = openDb(firstSchema(folder, 2))
    const gone = `(SELECT id FROM run WHERE ${which})`
    db.exec(`DELETE FROM attempt WHERE task_id IN (SELECT id FROM task WHERE run_id IN ${gone});
      DELETE FROM task WHERE run_id IN ${gone};
      DELETE FROM event WHERE noun <> 'run' OR id IN ${gone};
      DELETE FROM run WHERE ${which}`)
    const newest = (table: string) =>
      db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck().get(table) as number | undefined
    const [run = 0, event = 0] = [newest('run'), newest('event')]
    expect([run, event].map((number) => number > 20)).toEqual([true, true])
    migrate(db, migrationsTo(2, folder), join(folder, 'backups'), noon)
    const next = (sql: string) => Number(db.prepare(sql).run().lastInsertRowid)
    expect(next(`INSERT INTO run (id, title, trigger, status, created_at) VALUES ('new', 'x', 'api', 'queued', 1)`)).toBe(run + 1)
    expect(next(`INSERT INTO event (at, noun, id, type, data) VALUES (1, 'job', 'j', 'x', '{}')`)).toBe(event + 1)
    // Also if these are the next to be deleted, and nothing of the first schema is left to count from.
    db.exec(`DELETE FROM run WHERE id = 'new'; DELETE FROM event WHERE type = 'x'`)
    expect(next(`INSERT INTO run (id, title, trigger, status, created_at) VALUES ('new', 'x', 'api', 'queued', 1)`)).toBe(run + 2)
    expect(next(`INSERT INTO event (at, noun, id, type, data) VALUES (1, 'job', 'j', 'x', '{}')`)).toBe(event + 2)
    expect([newest('run'), newest('event'), newest('run_2'), newest('event_2')]).toEqual([
      run + 2,
      event + 2,
      undefined,
      undefined,
    ])
    db.close()
  })

  it('continues where it was: queued runs start in their order, running ones are recorded, as their specification said then', async () => {
    const folder = temporaryFolder()
    const path = firstSchema(folder, 2)
    const old = openDb(path)
    const running = old.prepare(`SELECT id FROM run WHERE status = 'running' ORDER BY number`).pluck().all() as string[]
    const waiting = old
      .prepare(`SELECT t.id FROM task t WHERE t.status = 'queued' ORDER BY t.created_at, t.seq`)
      .pluck()
      .all() as string[]
    old.close()
    const store = openTestStore(folder)
    expect(store.tally.total()).toEqual({ ready: waiting.length, delayed: 0, held: 0, running: running.length })
    const claims = await store.submit('claim', () => claimNext(coreOf(store), { free: 99, freeIn: () => 99 }, () => 1, noon))
    expect(claims.map(({ taskId }) => taskId)).toEqual(waiting)
    for (const { jobId, run, spec } of claims) {
      const { version = null } = store.runs.byNumber(run) ?? {}
      expect(spec).toEqual(Spec.parse(specOfFirst(jobId, version)))
    }
    const own = new Set(claims.map(({ attemptId }) => attemptId))
    const rescued = store.submit('extend leases', () => rescue(coreOf(store), (id) => own.has(id), noon, Math.random))
    expect(await rescued).toBe(running.length)
    const ends = running.map((id) => store.runs.find(id)).map((run) => [run?.status, run?.reason])
    expect(new Set(ends.map(String))).toEqual(new Set(['failed,lost', 'cancelled,stopped']))
  })

  it('has its jobs unchanged: a change of a name alone is not a new version', async () => {
    const folder = temporaryFolder()
    firstSchema(folder, 1)
    const store = openTestStore(folder)
    const job = store.jobs.find('nightly')
    expect(job).toMatchObject({ ...Spec.parse(specOfFirst('j', 2)), version: 2, muted: false, pinned: false, enabled: true })
    expect(store.jobs.spec('j', 1)).toEqual(Spec.parse(specOfFirst('j', 1)))
    expect(await store.submit('restore a job', () => store.jobs.restore('gone', noon))).toMatchObject({
      name: 'old',
      version: 1,
      enabled: false,
    })
    expect(await store.submit('save a job', () => store.jobs.update('j', { ...job, name: 'daily' }, noon))).toMatchObject({
      name: 'daily',
      version: 2,
    })
  })
})

describe('a migration that is killed', () => {
  /** A summary of a database: its version, the number of rows, and its whole content. */
  function told(path: string): { version: unknown; counts: Record<string, number>; content: string } {
    const db = openDb(path)
    try {
      const rows = rowsOf(db)
      const schema = db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
      return {
        version: db.pragma('user_version', { simple: true }),
        counts: Object.fromEntries(Object.entries(rows).map(([table, { length }]) => [table, length])),
        content: createHash('sha256')
          .update(JSON.stringify([schema, rows]))
          .digest('hex'),
      }
    } finally {
      db.close()
    }
  }

  /** A process that has the database open and is about to migrate it; at the end it prints how many milliseconds that took. */
  async function beginMigration(
    folder: string,
  ): Promise<{ child: ChildProcess; gone: Promise<NodeJS.Signals | null>; said(): string }> {
    const program = `
      import { openDb } from ${JSON.stringify(join(import.meta.dirname, 'db.ts'))}
      import { migrate } from ${JSON.stringify(join(import.meta.dirname, 'migrate.ts'))}
      const db = openDb(${JSON.stringify(join(folder, 'localflow.db'))})
      process.stdout.write('ready ')
      const from = performance.now()
      migrate(db, ${JSON.stringify(migrationsTo(2, folder))}, ${JSON.stringify(join(folder, 'backups'))}, ${noon})
      process.stdout.write(String(performance.now() - from))`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    child.stdout.on('data', (data) => (said += data))
    const gone = new Promise<NodeJS.Signals | null>((resolve, reject) =>
      child.once('close', (code, signal) => (code ? reject(new Error(`the migration ended with ${code}`)) : resolve(signal))),
    )
    await Promise.race([new Promise((resolve) => child.stdout.once('data', resolve)), gone])
    return { child, gone, said: () => said }
  }

  function copyOf(path: string, name: string): string {
    const folder = join(path, '..', name)
    mkdirSync(folder)
    copyFileSync(path, join(folder, 'localflow.db'))
    return folder
  }

  it('leaves the first schema or the second, with every row, whenever that was; and the next one gets there', async () => {
    const seed = Number(process.env['MIGRATE_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
    process.stderr.write(`killed migrations: MIGRATE_SEED=${seed}\n`)
    const random = seeded(seed)
    const path = firstSchema(temporaryFolder(), 150)
    const whole = copyOf(path, 'whole')
    const { gone, said } = await beginMigration(whole)
    expect(await gone).toBe(null)
    const took = Number(said().replace('ready ', ''))
    expect(took).toBeGreaterThan(0)
    const [first, second] = [told(path), told(join(whole, 'localflow.db'))]
    expect([first.version, second.version, first.counts['run'], second.counts]).toMatchObject([1, 2, 7_800, first.counts])

    const left: unknown[] = []
    for (let round = 0; left.length < 12 && round < 60; round++) {
      const folder = copyOf(path, `round-${round}`)
      // Until the migration is done but the database is not closed yet.
      const at = random() * took * 1.3
      const { child, gone } = await beginMigration(folder)
      const until = performance.now() + at
      while (performance.now() < until) await new Promise(setImmediate)
      child.kill('SIGKILL')
      // A migration that was done before does not count.
      if ((await gone) === null) continue
      const found = told(join(folder, 'localflow.db'))
      expect(found, `seed ${seed}, round ${round}, after ${at} of ${took} ms`).toEqual(found.version === 1 ? first : second)
      left.push(found.version)
      const db = openDb(join(folder, 'localflow.db'))
      migrate(db, migrationsTo(2, folder), join(folder, 'backups'), noon + 1)
      db.close()
      expect(told(join(folder, 'localflow.db'))).toEqual(second)
    }
    expect(left.length).toBe(12)
    expect(left).toContain(1)
  }, 120_000)

  it('in the midst of its backup leaves nothing that passes for one', async () => {
    const path = firstSchema(temporaryFolder(), 150)
    const first = told(path)
    for (let round = 0; round < 5; round++) {
      const folder = copyOf(path, `backup-${round}`)
      const backups = join(folder, 'backups')
      const { child, gone } = await beginMigration(folder)
      let ended = false
      void gone.then(() => (ended = true))
      while (!ended && !(existsSync(backups) && readdirSync(backups).length > 0)) await new Promise(setImmediate)
      child.kill('SIGKILL')
      await gone
      const named = readdirSync(backups).filter((name) => name.endsWith('.db'))
      for (const name of named) expect(told(join(backups, name))).toEqual(first)
    }
  }, 60_000)
})
