import type { Conditions } from '../../../shared/model/conditions.ts'
import type { Asks } from './asks.ts'
import type { Db } from './db.ts'

export type NewDeferral = {
  task: number
  run: number
  conditions: Conditions
  until: number | null
  schedule: number | null
  cause: number | null
}
/** Deferred runs, by their task. `conditions` is their text, which many share. */
export type Deferral = { task: number; run: number; queue: string; conditions: string; until: number | null; waits: boolean }

/** `isOneOfMany` is 1 if another run of the same schedule or event may replace it. */
export type Waiting = { conditions: string; until: number | null; isOneOfMany: 0 | 1 }

/** Runs that wait for conditions. Adding one wakes the part that starts them. */
export function createDeferrals(db: Db, asks: Pick<Asks, 'wake'>) {
  const insert = db.prepare('INSERT INTO deferral (task, run, conditions, until_at, schedule, cause) VALUES (?, ?, ?, ?, ?, ?)')
  const of = db.prepare(
    'SELECT conditions, until_at AS until, schedule IS NOT NULL OR cause IS NOT NULL AS isOneOfMany FROM deferral WHERE task = ?',
  )
  const setUntil = db.prepare('UPDATE deferral SET until_at = ? WHERE task = ?')
  const remove = db.prepare('DELETE FROM deferral WHERE task = ?')
  const page = db.prepare(
    `SELECT d.task, d.run, d.conditions, d.until_at AS until, t.queue, t.stage IS 'held' AS waits
     FROM deferral d JOIN task t ON t.seq = d.task WHERE d.task > ? ORDER BY d.task LIMIT ?`,
  )
  const ofSchedule = db.prepare('SELECT run FROM deferral WHERE schedule = ? AND until_at IS NOT NULL').pluck()
  const ofCause = db.prepare('SELECT run FROM deferral WHERE cause = ? AND until_at IS NOT NULL').pluck()
  const bound = db.prepare(
    `UPDATE deferral SET until_at = :now + json_extract(conditions, '$.deferMs')
     WHERE until_at > :now + json_extract(conditions, '$.deferMs')`,
  )
  const any = db.prepare('SELECT EXISTS (SELECT 1 FROM deferral WHERE until_at IS NOT NULL)').pluck()

  return {
    insert({ task, run, conditions, until, schedule, cause }: NewDeferral): void {
      insert.run(task, run, JSON.stringify(conditions), until, schedule, cause)
      if (until !== null) asks.wake('conditions')
    },
    of: (task: number): Waiting | null => (of.get(task) as Waiting | undefined) ?? null,
    setUntil(task: number, until: number): void {
      setUntil.run(until, task)
      asks.wake('conditions')
    },
    remove: (task: number): void => void remove.run(task),
    page: (after: number, limit: number): Deferral[] =>
      (page.all(after, limit) as (Omit<Deferral, 'waits'> & { waits: number })[]).map((row) => ({
        ...row,
        waits: row.waits === 1,
      })),
    /** Deferred runs of a schedule, or of a trigger. */
    ofSchedule: (schedule: number): number[] => ofSchedule.all(schedule) as number[],
    ofCause: (cause: number): number[] => ofCause.all(cause) as number[],
    /** After the clock was set back: none waits longer than its total limit. */
    bound: (now: number): void => void bound.run({ now }),
    any: (): boolean => any.get() === 1,
  }
}
