import type { ExecutionStatus, StepMode } from '../../../shared/model/pipeline.ts'
import type { Db } from './db.ts'

export const counters = ['given', 'queued', 'running', 'done', 'reused', 'failed', 'stopped'] as const
export type Counter = (typeof counters)[number]
export type Counts = Record<Counter, number>
export type StepRow = { run: number; position: number; name: string; mode: StepMode; parallel: number | null } & Counts
export type ExecutionRow = {
  number: number
  run: number
  step: number
  nth: number
  source: number | null
  inputName: string | null
  input: string | null
  recipe: string
  status: ExecutionStatus
  task: number | null
  result: number | null
  error: string | null
}
export type Feed = { step: number; source: number; after: string }

const columns = `number, run, step, nth, source, input_name AS inputName, input, recipe, status, task, result, error`

export type Executions = ReturnType<typeof createExecutions>

/** The steps of runs of pipelines, what each still has to look at, and what was done. `moved` hears whose counts a write changed. */
export function createExecutions(db: Db, moved: (run: number) => void) {
  const begin = db.prepare(`UPDATE execution SET status = 'running' WHERE task = ? AND status = 'queued'`)
  const countBegun = db.prepare('UPDATE step SET queued = queued - 1, running = running + 1 WHERE run = ? AND position = ?')
  const again = db.prepare(`UPDATE execution SET status = 'queued' WHERE task = ? AND status = 'running'`)
  const countAgain = db.prepare('UPDATE step SET queued = queued + 1, running = running - 1 WHERE run = ? AND position = ?')
  const insertStep = db.prepare('INSERT INTO step (run, position, name, mode, parallel, spec) VALUES (?, ?, ?, ?, ?, ?)')
  const specOf = db.prepare('SELECT spec FROM step WHERE run = ? AND position = ?').pluck()
  const steps = db.prepare(
    `SELECT run, position, name, mode, parallel, ${counters.join(', ')} FROM step WHERE run = ? ORDER BY position`,
  )
  const count = db.prepare(
    `UPDATE step SET ${counters.map((name) => `${name} = ${name} + :${name}`).join(', ')} WHERE run = :run AND position = :position`,
  )
  const link = db.prepare('INSERT OR IGNORE INTO step_link (run, upstream, downstream, file) VALUES (?, ?, ?, ?)')
  const links = db.prepare('SELECT upstream, downstream, file FROM step_link WHERE run = ? ORDER BY downstream, upstream, file')
  const insert = db.prepare(
    `INSERT INTO execution (run, step, nth, source, input_name, input, recipe, status, task, result) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const get = db.prepare(`SELECT ${columns} FROM execution WHERE number = ?`)
  const ofTask = db.prepare(`SELECT ${columns} FROM execution WHERE task = ?`)
  const ofNth = db.prepare(`SELECT ${columns} FROM execution WHERE run = ? AND step = ? AND nth = ?`)
  const setTask = db.prepare('UPDATE execution SET task = ? WHERE number = ?')
  const setStatus = db.prepare('UPDATE execution SET status = ?, error = ? WHERE number = ?')
  const setResult = db.prepare('UPDATE execution SET status = ?, result = ? WHERE number = ?')
  const lastRecipe = db
    .prepare(
      `SELECT recipe FROM execution WHERE run = :run AND step = :step AND input = :input AND (:name IS NULL OR input_name = :name)
       ORDER BY number DESC LIMIT 1`,
    )
    .pluck()
  const openTwin = db
    .prepare(
      `SELECT 1 FROM execution WHERE recipe = :recipe AND status IN ('queued', 'running') AND task IS NOT NULL
       AND (:run IS NULL OR run = :run) LIMIT 1`,
    )
    .pluck()
  const waitingTwins = db.prepare(
    `SELECT ${columns} FROM execution WHERE recipe = ? AND status IN ('queued', 'running') AND task IS NULL ORDER BY number`,
  )
  const waitingOf = db.prepare(
    `SELECT ${columns} FROM execution WHERE run = ? AND step = ? AND status = 'queued' AND task IS NULL ORDER BY nth`,
  )
  const queuedOf = db.prepare(`SELECT number, task, recipe FROM execution WHERE run = ? AND step = ? AND status = 'queued'`)
  const list = db.prepare(
    `SELECT ${columns} FROM execution WHERE run = :run AND step = :step AND nth > :after AND (:status IS NULL OR status = :status)
       AND (:q IS NULL OR input_name LIKE :q ESCAPE '\\') ORDER BY nth LIMIT :limit`,
  )
  const toldOf = db.prepare(
    `SELECT ${columns} FROM execution WHERE run = ? AND step = ? AND task IS NOT NULL ORDER BY status = 'failed' DESC, nth DESC LIMIT 1`,
  )
  const firstFailed = db.prepare(`SELECT ${columns} FROM execution WHERE run = ? AND status = 'failed' ORDER BY number LIMIT 1`)
  const usedBy = db.prepare(`SELECT ${columns} FROM execution WHERE input = ? ORDER BY number LIMIT ?`)
  const ofResult = db.prepare(`SELECT ${columns} FROM execution WHERE result = ? ORDER BY number LIMIT ?`)
  const feed = db.prepare('INSERT OR IGNORE INTO feed (run, step, source) VALUES (?, ?, ?)')
  const nextFeed = db.prepare('SELECT step, source, after FROM feed WHERE run = ? AND step = ? ORDER BY source LIMIT 1')
  const setAfter = db.prepare('UPDATE feed SET after = ? WHERE run = ? AND step = ? AND source = ?')
  const endFeed = db.prepare('DELETE FROM feed WHERE run = ? AND step = ? AND source = ?')
  const endFeeds = db.prepare('DELETE FROM feed WHERE run = ?')

  const one = (row: unknown): ExecutionRow | null => (row as ExecutionRow | undefined) ?? null

  return {
    insertStep: (step: Pick<StepRow, 'run' | 'position' | 'name' | 'mode' | 'parallel'> & { spec: string }): void =>
      void insertStep.run(step.run, step.position, step.name, step.mode, step.parallel, step.spec),
    /** An attempt of a task has begun. */
    begin(run: number, step: number, task: number): void {
      if (begin.run(task).changes === 0) return
      countBegun.run(run, step)
      moved(run)
    },
    /** It waits for another one. */
    again(run: number, step: number, task: number): void {
      if (again.run(task).changes === 0) return
      countAgain.run(run, step)
      moved(run)
    },
    /** What a step executes, as text. */
    specOf: (run: number, position: number): string => specOf.get(run, position) as string,
    steps: (run: number): StepRow[] => steps.all(run) as StepRow[],
    count(run: number, position: number, changes: Counts): void {
      count.run({ ...changes, run, position })
      moved(run)
    },
    /** True: nobody knew of it. */
    link: (run: number, upstream: string, downstream: string, file: string): boolean =>
      link.run(run, upstream, downstream, file).changes === 1,
    links: (run: number): { upstream: string; downstream: string; file: string }[] =>
      links.all(run) as { upstream: string; downstream: string; file: string }[],
    /** Gives its number. */
    insert(row: Omit<ExecutionRow, 'number' | 'error'>): number {
      const { run, step, nth, source, inputName, input, recipe, status, task, result } = row
      return Number(insert.run(run, step, nth, source, inputName, input, recipe, status, task, result).lastInsertRowid)
    },
    get: (number: number): ExecutionRow | null => one(get.get(number)),
    ofTask: (task: number): ExecutionRow | null => one(ofTask.get(task)),
    ofNth: (run: number, step: number, nth: number): ExecutionRow | null => one(ofNth.get(run, step, nth)),
    /** Of the newest piece of work of a step that has this input, under this name where that matters. */
    lastRecipe: (run: number, step: number, input: string, name: string | null): string | null =>
      (lastRecipe.get({ run, step, input, name }) as string | undefined) ?? null,
    setTask: (number: number, task: number): void => void setTask.run(task, number),
    setStatus: (number: number, status: 'queued' | 'running' | 'failed' | 'stopped', error: string | null = null): void =>
      void setStatus.run(status, error, number),
    setResult: (number: number, status: 'done' | 'reused', result: number): void => void setResult.run(status, result, number),
    /** Is the same being done elsewhere, or about to be; in one run alone, where that is given? */
    hasOpenTwin: (recipe: string, run: number | null): boolean => openTwin.get({ recipe, run }) === 1,
    /** Those that wait for the same to be done elsewhere. */
    waitingTwins: (recipe: string): ExecutionRow[] => waitingTwins.all(recipe) as ExecutionRow[],
    runsWaitingFor: (recipe: string): number[] => [
      ...new Set((waitingTwins.all(recipe) as ExecutionRow[]).map(({ run }) => run)),
    ],
    /** Those of a step that wait for the same to be done elsewhere. */
    waitingOf: (run: number, step: number): ExecutionRow[] => waitingOf.all(run, step) as ExecutionRow[],
    /** Those of a step that have not begun. */
    queuedOf: (run: number, step: number): { number: number; task: number | null; recipe: string }[] =>
      queuedOf.all(run, step) as { number: number; task: number | null; recipe: string }[],
    list: (filter: {
      run: number
      step: number
      after: number
      status: ExecutionStatus | null
      q: string | null
      limit: number
    }): ExecutionRow[] => list.all(filter) as ExecutionRow[],
    /** Of a step: one that failed, else the newest that was begun. */
    toldOf: (run: number, step: number): ExecutionRow | null => one(toldOf.get(run, step)),
    firstFailed: (run: number): ExecutionRow | null => one(firstFailed.get(run)),
    /** What was done to a file. */
    usedBy: (hash: string, limit: number): ExecutionRow[] => usedBy.all(hash, limit) as ExecutionRow[],
    ofResult: (result: number, limit: number): ExecutionRow[] => ofResult.all(result, limit) as ExecutionRow[],
    feed: (run: number, step: number, source: number): void => void feed.run(run, step, source),
    nextFeed: (run: number, step: number): Feed | null => (nextFeed.get(run, step) as Feed | undefined) ?? null,
    setAfter: (run: number, { step, source }: Feed, after: string): void => void setAfter.run(after, run, step, source),
    endFeed: (run: number, { step, source }: Feed): void => void endFeed.run(run, step, source),
    endFeeds: (run: number): void => void endFeeds.run(run),
  }
}
