import { join } from 'node:path'
import { openDb } from '../../electron/engine/store/db.ts'
import type { Served } from '../hosts.ts'

const minute = 60_000
const dayMinutes = 24 * 60

type Past = { job: string; everyMinutes: number; tookMs: number; failsEvery?: number; error?: string }

/** Writes the runs of the last 24 hours of some jobs into the database while LocalFlow is stopped. Gives their number. */
export async function writePastDay(app: Served, jobs: Past[]): Promise<number> {
  await app.kill()
  const db = openDb(join(app.data, 'localflow.db'))
  const start = Date.now() - (dayMinutes - 10) * minute
  const runs = jobs
    .flatMap((job) =>
      Array.from({ length: Math.floor((dayMinutes - 10) / job.everyMinutes) }, (_, index) => ({
        ...job,
        index,
        at: start + index * job.everyMinutes * minute,
      })),
    )
    .toSorted((a, b) => a.at - b.at)
  const insert = db.prepare(
    `INSERT INTO run (id, title, kind, job_id, job_version, trigger, status, reason, exit_code, error, created_at, started_at, ended_at)
     SELECT :id, name, 'job', id, 1, 'schedule', :status, :reason, :exitCode, :error, :at, :at, :endedAt FROM job WHERE name = :job`,
  )
  db.transaction(() => {
    for (const { job, index, at, tookMs, failsEvery, error } of runs) {
      const failed = failsEvery !== undefined && index % failsEvery === failsEvery - 1
      insert.run({
        id: `past-${job}-${index}`,
        job,
        at,
        endedAt: at + tookMs * (1 + (index % 5) / 10),
        status: failed ? 'failed' : 'succeeded',
        reason: failed ? 'exit-code' : null,
        exitCode: failed ? 6 : 0,
        error: failed ? (error ?? null) : null,
      })
    }
  })()
  db.close()
  await app.start()
  return runs.length
}
