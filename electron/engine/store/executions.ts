import type { ExecutionStatus } from '../../../shared/model/pipeline.ts'
import type { Db } from './db.ts'
import { createFeeds } from './feeds.ts'
import { createSteps } from './steps.ts'

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
const columns = `number, run, step, nth, source, input_name AS inputName, input, recipe, status, task, result, error`

export type Executions = ReturnType<typeof createExecutions>

/** The executions of runs of pipelines, with their steps. `moved` is called with the run whose counts a write changed. */
export function createExecutions(db: Db, moved: (run: number) => void) {
  const begin = db.prepare(`UPDATE execution SET status = 'running' WHERE task = ? AND status = 'queued'`)
  const countBegun = db.prepare('UPDATE step SET queued = queued - 1, running = running + 1 WHERE run = ? AND position = ?')
  const again = db.prepare(`UPDATE execution SET status = 'queued' WHERE task = ? AND status = 'running'`)
  const countAgain = db.prepare('UPDATE step SET queued = queued + 1, running = running - 1 WHERE run = ? AND position = ?')
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
  const one = (row: unknown): ExecutionRow | null => (row as ExecutionRow | undefined) ?? null

  return {
    ...createSteps(db, moved),
    ...createFeeds(db),
    /** An attempt of a task has started. */
    begin(run: number, step: number, task: number): void {
      if (begin.run(task).changes === 0) return
      countBegun.run(run, step)
      moved(run)
    },
    /** It waits for another execution. */
    retry(run: number, step: number, task: number): void {
      if (again.run(task).changes === 0) return
      countAgain.run(run, step)
      moved(run)
    },
    /** Returns its number. */
    insert(row: Omit<ExecutionRow, 'number' | 'error'>): number {
      const { run, step, nth, source, inputName, input, recipe, status, task, result } = row
      return Number(insert.run(run, step, nth, source, inputName, input, recipe, status, task, result).lastInsertRowid)
    },
    get: (number: number): ExecutionRow | null => one(get.get(number)),
    ofTask: (task: number): ExecutionRow | null => one(ofTask.get(task)),
    ofNth: (run: number, step: number, nth: number): ExecutionRow | null => one(ofNth.get(run, step, nth)),
    /** The recipe of the newest execution of a step with this input, under this name if that matters. */
    lastRecipe: (run: number, step: number, input: string, name: string | null): string | null =>
      (lastRecipe.get({ run, step, input, name }) as string | undefined) ?? null,
    setTask: (number: number, task: number): void => void setTask.run(task, number),
    setStatus: (number: number, status: 'queued' | 'running' | 'failed' | 'stopped', error: string | null = null): void =>
      void setStatus.run(status, error, number),
    setResult: (number: number, status: 'done' | 'reused', result: number): void => void setResult.run(status, result, number),
    /** Whether an identical execution is running or queued; in one run alone, if given. */
    hasOpenTwin: (recipe: string, run: number | null): boolean => openTwin.get({ recipe, run }) === 1,
    /** Executions that wait for an identical one. */
    waitingTwins: (recipe: string): ExecutionRow[] => waitingTwins.all(recipe) as ExecutionRow[],
    runsWaitingFor: (recipe: string): number[] => [
      ...new Set((waitingTwins.all(recipe) as ExecutionRow[]).map(({ run }) => run)),
    ],
    /** Executions of a step that wait for an identical one. */
    waitingOf: (run: number, step: number): ExecutionRow[] => waitingOf.all(run, step) as ExecutionRow[],
    /** The queued executions of a step. */
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
    /** For a step: one that failed, else the newest that started. */
    toldOf: (run: number, step: number): ExecutionRow | null => one(toldOf.get(run, step)),
    firstFailed: (run: number): ExecutionRow | null => one(firstFailed.get(run)),
    /** The executions that used a file. */
    usedBy: (hash: string, limit: number): ExecutionRow[] => usedBy.all(hash, limit) as ExecutionRow[],
    ofResult: (result: number, limit: number): ExecutionRow[] => ofResult.all(result, limit) as ExecutionRow[],
  }
}
