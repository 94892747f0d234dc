import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'

/** For an acknowledged run of a pipeline: the states in which it may end, and how many inputs each step ran or reused. */
export type ExpectedPipeline = { states: string[]; counts?: Record<string, number>; onlyReused?: boolean }

type RunRow = { number: number; id: string; status: string; reason: string | null }
type StepRow = { name: string; position: number } & Record<(typeof kept)[number], number>

const kept = ['queued', 'running', 'done', 'reused', 'failed', 'stopped'] as const

/** Runs of pipelines that were lost, ended otherwise than expected or count wrongly; artifacts that are missing or damaged. */
export function checkPipelines(
  db: Database.Database,
  data: string,
  acknowledged: ReadonlyMap<string, ExpectedPipeline>,
): string[] {
  const runs = db
    .prepare('SELECT r.number, r.id, r.status, r.reason FROM pipeline_run x JOIN run r ON r.number = x.run')
    .all() as RunRow[]
  const known = new Set(runs.map(({ id }) => id))
  return [
    ...[...acknowledged.keys()].filter((id) => !known.has(id)).map((id) => `lost: run ${id} of a pipeline`),
    ...runs.flatMap((run) =>
      checkRun(db, run, acknowledged.get(run.id)).map((finding) => `run ${run.number} of a pipeline: ${finding}`),
    ),
    ...madeTwice(db),
    ...checkFiles(db, data),
  ]
}

function checkRun(db: Database.Database, { number, status, reason }: RunRow, expected: ExpectedPipeline | undefined): string[] {
  const steps = db.prepare('SELECT * FROM step WHERE run = ? ORDER BY position').all(number) as StepRow[]
  const feeds = db.prepare('SELECT count(*) FROM feed WHERE run = ?').pluck().get(number) as number
  const wrongState = expected && !expected.states.includes(status) ? [`it is ${status} (${reason ?? 'no reason'})`] : []
  return [
    ...wrongState,
    ...(feeds === 0 ? [] : ['it has files that no step looked at']),
    ...steps.flatMap((step) => checkStep(db, number, step, wrongState.length === 0 ? expected : undefined)),
  ]
}

function checkStep(db: Database.Database, run: number, step: StepRow, expected: ExpectedPipeline | undefined): string[] {
  const { name, position, done, reused, queued, running } = step
  const rows = db
    .prepare('SELECT status, count(*) AS n FROM execution WHERE run = ? AND step = ? GROUP BY status')
    .all(run, position)
  const counted = new Map((rows as { status: string; n: number }[]).map(({ status, n }) => [status, n]))
  const wanted = expected?.counts?.[name]
  return [
    ...kept.flatMap((status) =>
      step[status] === (counted.get(status) ?? 0)
        ? []
        : [`"${name}" counts ${step[status]} as ${status}, and there are ${counted.get(status) ?? 0}`],
    ),
    ...(queued + running === 0 ? [] : [`"${name}" has work that never ended`]),
    ...(wanted === undefined || done + reused === wanted
      ? []
      : [`"${name}" has ${done} done and ${reused} reused, not ${wanted}`]),
    ...(expected?.onlyReused && done > 0 ? [`"${name}" did ${done} again that was known`] : []),
  ]
}

/** A recipe has one result, whatever crashed, unless the run had to ignore earlier results. */
function madeTwice(db: Database.Database): string[] {
  const recipes = db
    .prepare(
      `SELECT recipe, count(*) AS n FROM result WHERE recipe IS NOT NULL AND whole = 1
       AND run NOT IN (SELECT run FROM pipeline_run WHERE forced = 1) GROUP BY recipe HAVING n > 1`,
    )
    .all() as { recipe: string; n: number }[]
  return recipes.map(({ recipe, n }) => `recorded ${n} times: recipe ${recipe}`)
}

/** Every artifact in the database is on disk, with the content that its hash promises. */
function checkFiles(db: Database.Database, data: string): string[] {
  const hashes = db.prepare('SELECT hash FROM object').pluck().all() as string[]
  return hashes.flatMap((hash) => {
    const path = join(data, 'objects', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4))
    if (!existsSync(path)) return [`kept, and not there: ${path}`]
    const found = createHash('sha256').update(readFileSync(path)).digest('hex')
    return found === hash ? [] : [`not what its name says: ${path}`]
  })
}
