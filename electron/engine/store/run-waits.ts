import type { Asks } from './asks.ts'
import type { Db } from './db.ts'

/**
 * What a run waits for. `timer`, `wait` and `deadline` have a time; `event` and `approval` have none. The others are due at
 * once: they are left by one write for the next.
 */
export const waitKinds = ['timer', 'wait', 'deadline', 'event', 'approval', 'child', 'job', 'stop', 'terminate', 'more'] as const
export type WaitKind = (typeof waitKinds)[number]
/** `step` is empty for a wait of the whole run. */
export type Wait = { run: number; step: string; kind: WaitKind; dueAt: number | null }

export type RunWaitRows = ReturnType<typeof createRunWaitRows>

/** What runs wait for, and what a write leaves for the next one. A wait with a time wakes the part that continues runs. */
export function createRunWaitRows(db: Db, asks: Pick<Asks, 'wake'>) {
  const add = db.prepare('INSERT OR REPLACE INTO run_wait (run, step, kind, due_at, since) VALUES (?, ?, ?, ?, ?)')
  const end = db.prepare('DELETE FROM run_wait WHERE run = ? AND step = ? AND kind = ?')
  const endOf = db.prepare('DELETE FROM run_wait WHERE run = ? AND step = ?')
  const endAll = db.prepare('DELETE FROM run_wait WHERE run = ?')
  const due = db.prepare(
    'SELECT run, step, kind, due_at AS dueAt FROM run_wait WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?',
  )
  const nextDue = db.prepare('SELECT due_at FROM run_wait WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1').pluck()
  const ofKind = db.prepare('SELECT run, step, kind, due_at AS dueAt FROM run_wait WHERE kind = ? ORDER BY since LIMIT ?')
  // Whoever tests a draft looks at it.
  const countOfKind = db
    .prepare('SELECT count(*) FROM run_wait w CROSS JOIN run r ON r.number = w.run WHERE w.kind = ? AND r.test = 0')
    .pluck()
  const bringNearer = db.prepare(`UPDATE run_wait SET due_at = due_at - ? WHERE due_at > 0 AND kind <> 'timer'`)

  return {
    add({ run, step, kind, dueAt }: Wait, now: number): void {
      add.run(run, step, kind, dueAt, now)
      if (dueAt !== null) asks.wake('run waits')
    },
    /** True: the wait was there, and no other caller has handled it. */
    end: ({ run, step, kind }: Pick<Wait, 'run' | 'step' | 'kind'>): boolean => end.run(run, step, kind).changes === 1,
    endOf: (run: number, step: string): void => void endOf.run(run, step),
    endAll: (run: number): void => void endAll.run(run),
    due: (now: number, limit: number): Wait[] => due.all(now, limit) as Wait[],
    nextDue: (): number | null => (nextDue.get() as number | undefined) ?? null,
    /** The longest waiting ones. */
    ofKind: (kind: WaitKind, limit: number): Wait[] => ofKind.all(kind, limit) as Wait[],
    /** Leaves out tests of drafts. */
    count: (kind: WaitKind): number => countOfKind.get(kind) as number,
    bringNearer: (ms: number): void => void bringNearer.run(ms),
  }
}
