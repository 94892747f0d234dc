import type { OverviewRun } from '../../../shared/model/overview.ts'
import type { Db } from './db.ts'
import type { RunSubject } from './run-subject.ts'

/** What an overview says of a run. */
export type DefinitionRun = Omit<OverviewRun, 'at' | 'ms'> & {
  createdAt: number
  startedAt: number | null
  endedAt: number | null
}

type LinkedRow = { id: string; name: string; enabled: boolean }

/** The runs of one job, flow or pipeline, for statistics. */
export function createDefinitionRuns(db: Db) {
  const facts = 'r.number, r.status, r.reason, r.created_at AS createdAt, r.started_at AS startedAt, r.ended_at AS endedAt'
  const ofJob = db.prepare(
    `SELECT ${facts}, r.job_version AS version FROM run r WHERE r.job_id = ? AND r.number < ? AND r.test = 0 ORDER BY r.number DESC LIMIT ?`,
  )
  const ofFlow = db.prepare(
    `SELECT ${facts}, x.version FROM flow_run x CROSS JOIN run r ON r.number = x.run WHERE x.flow = ? AND x.run < ?
     ORDER BY x.run DESC LIMIT ?`,
  )
  const ofPipeline = db.prepare(
    `SELECT ${facts}, x.version FROM pipeline_run x CROSS JOIN run r ON r.number = x.run WHERE x.pipeline = ? AND x.run < ?
     ORDER BY x.run DESC LIMIT ?`,
  )
  const peakMemory = db
    .prepare(
      `SELECT max((SELECT a.usage ->> 'peakMemory' FROM task t JOIN attempt a ON a.task = t.seq AND a.number = t.attempts
         WHERE t.run = listed AND t.node_key = 'main'))
       FROM (SELECT value AS listed FROM json_each(:numbers))`,
    )
    .pluck()
  const jobsOf = (kind: 'flow' | 'pipeline') =>
    db.prepare(
      `SELECT j.id, j.name, j.enabled FROM job j JOIN job_version v ON v.job_id = j.id AND v.version = j.version
       WHERE j.deleted_at IS NULL AND v.kind = '${kind}'
         AND (v.spec ->> '$.body.${kind}' = :id OR v.spec ->> '$.body.${kind}' = :name COLLATE NOCASE)
       ORDER BY j.name LIMIT :limit`,
    )
  const jobs = { flow: jobsOf('flow'), pipeline: jobsOf('pipeline') }

  return {
    /** Newest first, below a number. */
    factsBefore(subject: RunSubject, number: number, limit: number): DefinitionRun[] {
      const rows =
        subject.kind === 'job'
          ? ofJob.all(subject.id, number, limit)
          : (subject.kind === 'flow' ? ofFlow : ofPipeline).all(subject.number, number, limit)
      return rows as DefinitionRun[]
    },
    /** The most memory that one of these runs of jobs used; null if none was measured. */
    peakMemory: (numbers: readonly number[]): number | null =>
      peakMemory.get({ numbers: JSON.stringify(numbers) }) as number | null,
    /** Jobs whose body is a flow or a pipeline. */
    jobsOf: (kind: 'flow' | 'pipeline', { id, name }: { id: string; name: string }, limit: number): LinkedRow[] =>
      (jobs[kind].all({ id, name, limit }) as { id: string; name: string; enabled: number }[]).map((job) => ({
        ...job,
        enabled: job.enabled === 1,
      })),
  }
}
