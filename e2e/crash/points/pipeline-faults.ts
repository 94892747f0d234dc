import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'

/** What is known of a run of a pipeline that was acknowledged: how often each step is done or known, where that is said. */
export type ExpectedPipeline = { states: string[]; counts?: Record<string, number>; onlyReused?: boolean }

type RunRow = { number: number; id: string; status: string; reason: string | null }
type StepRow = { name: string; position: number } & Record<(typeof kept)[number], number>

const kept = ['queued', 'running', 'done', 'reused', 'failed', 'stopped'] as const

/** What is wrong with the runs of pipelines, and with the files that are kept, in a database that nobody writes to any more. */
export function faultsOfPipelines(db: Database.Database, data: string, told: ReadonlyMap<string, ExpectedPipeline>): string[] {
  const runs = db
    .prepare('SELECT r.number, r.id, r.status, r.reason FROM pipeline_run x JOIN run r ON r.number = x.run')
    .all() as RunRow[]
  const known = new Set(runs.map(({ id }) => id))
  return [
    ...[...told.keys()].filter((id) => !known.has(id)).map((id) => `lost: run ${id} of a pipeline`),
    ...runs.flatMap((run) => faultsOfRun(db, run, told.get(run.id)).map((fault) => `run ${run.number} of a pipeline: ${fault}`)),
    ...madeTwice(db),
    ...faultsOfFiles(db, data),
  ]
}

function faultsOfRun(
  db: Database.Database,
  { number, status, reason }: RunRow,
  expected: ExpectedPipeline | undefined,
): string[] {
  const steps = db.prepare('SELECT * FROM step WHERE run = ? ORDER BY position').all(number) as StepRow[]
  const feeds = db.prepare('SELECT count(*) FROM feed WHERE run = ?').pluck().get(number) as number
  const wrongState = expected && !expected.states.includes(status) ? [`it is ${status} (${reason ?? 'no reason'})`] : []
  return [
    ...wrongState,
    ...(feeds === 0 ? [] : ['it has files that nobody looked at']),
    ...steps.flatMap((step) => faultsOfStep(db, number, step, wrongState.length === 0 ? expected : undefined)),
  ]
}

function faultsOfStep(db: Database.Database, run: number, step: StepRow, expected: ExpectedPipeline | undefined): string[] {
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

/** What is known is not done again: one recipe has one result, whoever dies, except where that was asked for. */
function madeTwice(db: Database.Database): string[] {
  const recipes = db
    .prepare(
      `SELECT recipe, count(*) AS n FROM result WHERE recipe IS NOT NULL AND whole = 1
       AND run NOT IN (SELECT run FROM pipeline_run WHERE forced = 1) GROUP BY recipe HAVING n > 1`,
    )
    .all() as { recipe: string; n: number }[]
  return recipes.map(({ recipe, n }) => `recorded ${n} times: recipe ${recipe}`)
}

/** Every file that is written down is there, and is what its name says. */
function faultsOfFiles(db: Database.Database, data: string): string[] {
  const hashes = db.prepare('SELECT hash FROM object').pluck().all() as string[]
  return hashes.flatMap((hash) => {
    const path = join(data, 'objects', hash.slice(0, 2), hash.slice(2, 4), hash.slice(4))
    if (!existsSync(path)) return [`kept, and not there: ${path}`]
    const found = createHash('sha256').update(readFileSync(path)).digest('hex')
    return found === hash ? [] : [`not what its name says: ${path}`]
  })
}
