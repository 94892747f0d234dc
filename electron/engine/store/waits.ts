import type { Db } from './db.ts'

/** A step of a flow's run that waits for a person, a signal or a time. */
export type WaitingStep = { run: number; step: string; kind: 'approval' | 'event' | 'timer'; dueAt: number | null }

export type Waits = ReturnType<typeof createWaits>

/**
 * What runs of flows wait for, without their histories: an answer costs as much as the number of current waits, not of past
 * ones.
 */
export function createWaits(db: Db) {
  const busy = db.prepare(`SELECT run FROM task WHERE status = 'running' ORDER BY seq`).pluck()
  const within = db
    .prepare(
      `WITH RECURSIVE inside (number) AS (
         VALUES (?) UNION ALL
         SELECT c.number FROM inside JOIN run c ON c.parent = inside.number AND c.parent IS NOT NULL AND c.ended_at IS NULL)
       SELECT number FROM inside`,
    )
    .pluck()
  const firstStep = db.prepare(
    `SELECT run, step, kind, coalesce(due_at, (SELECT x.due_at FROM run_wait x
       WHERE x.run = run_wait.run AND x.step = run_wait.step AND x.kind = 'wait')) AS dueAt
     FROM run_wait WHERE run = ? AND kind IN ('approval', 'event', 'timer') ORDER BY kind, dueAt LIMIT 1`,
  )
  const heldService = db
    .prepare(
      `SELECT s.service FROM task t JOIN service_task s ON s.task = t.seq
       WHERE t.run = ? AND t.stage = 'held' AND s.worker IS NULL LIMIT 1`,
    )
    .pluck()

  const queuesOf = db
    .prepare(
      `SELECT DISTINCT queue FROM (SELECT queue FROM task WHERE run = :run AND (stage = 'ready' OR stage = :other) LIMIT 100)`,
    )
    .pluck()

  return {
    /** Runs with a running task. */
    busy: (): Set<number> => new Set(busy.all() as number[]),
    /** The run, and the inner runs it started that have not ended. */
    within: (run: number): number[] => within.all(run) as number[],
    firstStep: (run: number): WaitingStep | null => (firstStep.get(run) as WaitingStep | undefined) ?? null,
    /** The queues in which tasks of a run could start; of the first tasks only. */
    readyQueues: (run: number): string[] => queuesOf.all({ run, other: null }) as string[],
    /** The same, with tasks that are not due yet. */
    queues: (run: number): string[] => queuesOf.all({ run, other: 'delayed' }) as string[],
    heldService: (run: number): string | null => (heldService.get(run) as string | undefined) ?? null,
  }
}
