import type { RunLink } from '../../../shared/model/run-related.ts'
import type { State } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'
import { createDefinitionRuns } from './definition-runs.ts'
import type { RunSubject } from './run-subject.ts'

export type { RunSubject }

export type EarlierRun = { number: number; status: State; startedAt: number | null; endedAt: number | null }

export type FollowingRun = RunLink & { params: string | null }

export type NextRun = RunLink & { createdAt: number }

export type EarlierRuns = ReturnType<typeof createEarlierRuns>

/** The runs of a definition before a run, newest first, and the runs that a trigger started after it. */
export function createEarlierRuns(db: Db) {
  const facts = 'r.number, r.status, r.started_at AS startedAt, r.ended_at AS endedAt'
  const ofJob = db.prepare(
    `SELECT ${facts} FROM run r WHERE r.job_id = ? AND r.number < ? AND r.test = 0 ORDER BY r.number DESC LIMIT ?`,
  )
  const ofFlow = db.prepare(
    `SELECT ${facts} FROM flow_run x CROSS JOIN run r ON r.number = x.run WHERE x.flow = ? AND x.run < ? ORDER BY x.run DESC LIMIT ?`,
  )
  const ofPipeline = db.prepare(
    `SELECT ${facts} FROM pipeline_run x CROSS JOIN run r ON r.number = x.run WHERE x.pipeline = ? AND x.run < ? ORDER BY x.run DESC LIMIT ?`,
  )
  const byCause = db.prepare(
    'SELECT id, number, title, status, params FROM run WHERE cause = ? AND number > ? ORDER BY number LIMIT ?',
  )
  const nextOfJob = db.prepare(
    'SELECT id, number, title, status, created_at AS createdAt FROM run WHERE job_id = ? AND number > ? AND test = 0 ORDER BY number LIMIT ?',
  )

  return {
    ...createDefinitionRuns(db),
    before(subject: RunSubject, number: number, limit: number): EarlierRun[] {
      const rows =
        subject.kind === 'job'
          ? ofJob.all(subject.id, number, limit)
          : (subject.kind === 'flow' ? ofFlow : ofPipeline).all(subject.number, number, limit)
      return rows as EarlierRun[]
    },
    /** The runs that a trigger started after the run with a number, oldest first. */
    startedBy: (trigger: number, after: number, limit: number): FollowingRun[] =>
      byCause.all(trigger, after, limit) as FollowingRun[],
    /** The runs of a job after the run with a number, oldest first. */
    nextOfJob: (job: string, number: number, limit: number): NextRun[] => nextOfJob.all(job, number, limit) as NextRun[],
  }
}
