import type { Stage } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'
import type { Tally } from './tally.ts'

type Waiting = { seq: number; queue: string; stage: Stage | null }

/** Waiting tasks: for their time, for a slot, or for something else. */
export function createWaitingTasks(db: Db, tally: Pick<Tally, 'note' | 'hasNoneDelayed'>) {
  const nextDue = db.prepare(`SELECT due_at FROM task WHERE stage = 'delayed' ORDER BY due_at LIMIT 1`).pluck()
  const due = db.prepare(`SELECT seq, queue FROM task WHERE stage = 'delayed' AND due_at <= ? ORDER BY due_at, seq LIMIT ?`)
  const setStage = db.prepare(`UPDATE task SET stage = ? WHERE seq = ? AND stage = ?`)
  const bringNearer = db.prepare(
    `UPDATE task SET due_at = due_at - :ms WHERE seq IN (SELECT seq FROM task WHERE stage = 'delayed') AND attempts > 0`,
  )
  const front = db.prepare(`UPDATE task SET stage = 'ready', priority = :priority, due_at = min(due_at, :now) WHERE seq = :seq`)
  const highest = db
    .prepare(`SELECT priority FROM task WHERE stage = 'ready' AND queue = ? ORDER BY priority DESC LIMIT 1`)
    .pluck()
  /** Priority by priority, so that a million waiting tasks are not read to find the oldest of them. */
  const oldestReady = db
    .prepare(
      `WITH RECURSIVE p(x) AS (
         SELECT max(priority) FROM task WHERE stage = 'ready' AND queue = :queue
         UNION ALL
         SELECT (SELECT max(priority) FROM task WHERE stage = 'ready' AND queue = :queue AND priority < p.x) FROM p
         WHERE p.x IS NOT NULL LIMIT 300)
       SELECT min((SELECT due_at FROM task WHERE stage = 'ready' AND queue = :queue AND priority = p.x ORDER BY due_at LIMIT 1))
       FROM p WHERE p.x IS NOT NULL`,
    )
    .pluck()
  const anyOf = db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM task WHERE stage = 'ready' AND queue = :queue)
         OR EXISTS (SELECT 1 FROM task WHERE stage = 'delayed' AND queue = :queue)
         OR EXISTS (SELECT 1 FROM task WHERE stage = 'held' AND queue = :queue)
         OR EXISTS (SELECT 1 FROM task WHERE status = 'running' AND queue = :queue)`,
    )
    .pluck()

  return {
    nextDue: (): number | null => (tally.hasNoneDelayed() ? null : ((nextDue.get() as number | undefined) ?? null)),
    due: (now: number, limit: number): { seq: number; queue: string }[] =>
      due.all(now, limit) as { seq: number; queue: string }[],
    /** A task that waited for a time, for another run or for its conditions now waits for a slot, or for its due time. */
    setReady({ seq, queue }: { seq: number; queue: string }, from: Stage, to: 'ready' | 'delayed' = 'ready'): void {
      if (setStage.run(to, seq, from).changes === 1) tally.note({ queue, from, to })
    },
    /** A task that could start waits for something else first. */
    hold({ seq, queue }: { seq: number; queue: string }): void {
      if (setStage.run('held', seq, 'ready').changes === 1) tally.note({ queue, from: 'ready', to: 'held' })
    },
    /** Tasks between two attempts wait for elapsed time, not for a time of day. */
    bringRetriesNearer: (ms: number): void => void bringNearer.run({ ms }),
    moveToFront({ seq, queue, stage }: Waiting, priority: number, now: number): void {
      front.run({ seq, priority, now })
      tally.note({ queue, from: stage, to: 'ready' })
    },
    /** When the oldest ready task became ready. */
    oldestReady: (queue: string): number | null => oldestReady.get({ queue }) as number | null,
    highestPriority: (queue: string): number | null => (highest.get(queue) as number | undefined) ?? null,
    /** Whether this queue has a task that has not ended. */
    anyOf: (queue: string): boolean => anyOf.get({ queue }) === 1,
  }
}
