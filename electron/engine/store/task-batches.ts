import type { Trigger } from '../../../shared/model/run.ts'
import type { Task, TaskType } from '../../../shared/model/task.ts'
import type { Actors } from './actors.ts'
import type { Db } from './db.ts'
import type { Events } from './events.ts'
import type { Tally } from './tally.ts'

/** A task without a job, the type it is executed by, and its spec in the form of `specText`. */
export type BatchRow = { task: Task; type: TaskType; spec: string }

export type TaskBatches = ReturnType<typeof createTaskBatches>

/**
 * Many tasks in three statements: the rows that `runs.insert`, `tasks.insert` and `events.appendOfRun` write, in two thirds of
 * the time. json_each returns the rows in the order of the array.
 */
export function createTaskBatches(
  db: Db,
  actors: Actors,
  tally: Pick<Tally, 'note'>,
  { newestSeq, written }: Pick<Events, 'newestSeq' | 'written'>,
) {
  const insertRuns = db.prepare(
    `INSERT INTO run (id, kind, title, trigger, status, held, created_at, actor)
     SELECT value ->> 0, 'job', value ->> 2, :trigger, 'queued', 0, :now, :actor FROM json_each(:rows)`,
  )
  const insertTasks = db.prepare(
    `INSERT INTO task (id, run, node_key, type, spec, status, stage, queue, priority, due_at, max_attempts, created_at)
     SELECT value ->> 1, :first + key, 'main', value ->> 3, value ->> 4, 'queued', value ->> 5, value ->> 6, value ->> 7,
       value ->> 8, value ->> 9, :now FROM json_each(:rows)`,
  )
  const insertEvents = db.prepare(
    `INSERT INTO event (seq, at, noun, run, type, data, actor)
     SELECT :seq + key, :now, 'run', :first + key, 'queued', :data, :actor FROM json_each(:rows)`,
  )
  /** Rows of one statement are numbered one after the other. */
  const firstOf = (last: number | bigint, count: number): number => Number(last) - count + 1

  return {
    /** Call inside a write. Returns the numbers of the first run and the first task; the others follow in their order. */
    insert(batch: BatchRow[], trigger: Trigger, now: number): { run: number; task: number } {
      const actor = actors.current()
      const rows = JSON.stringify(
        batch.map(({ task: { id, runId, title, stage, queue, priority, runAt, maxAttempts }, type, spec }) => [
          ...[runId, id, title, type, spec],
          ...[stage, queue, priority, runAt, maxAttempts],
        ]),
      )
      const data = { jobId: null, trigger }
      const run = firstOf(insertRuns.run({ rows, trigger, now, actor }).lastInsertRowid, batch.length)
      const task = firstOf(insertTasks.run({ rows, first: run, now }).lastInsertRowid, batch.length)
      const seq = newestSeq() + 1
      insertEvents.run({ rows, seq, first: run, now, actor, data: JSON.stringify(data) })
      for (const [
        at,
        {
          task: { runId, queue, stage },
        },
      ] of batch.entries()) {
        tally.note({ queue, from: null, to: stage })
        written({ noun: 'run', run: run + at, id: runId, jobId: null, type: 'queued', data, at: now, seq: seq + at })
      }
      return { run, task }
    },
  }
}
