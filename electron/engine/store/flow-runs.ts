import type { State } from '../../../shared/run-state.ts'
import type { Asks } from './asks.ts'
import type { Db } from './db.ts'

export type FlowRunRow = { run: number; flow: number | null; version: number | null; definition: string; name: string | null }

/**
 * What a run of a flow waits for. `timer`, `wait` and `deadline` are moments; `event` and `approval` are waited for without
 * one. The others are due at once: they are what a write leaves for the next one to do.
 */
export const waitKinds = ['timer', 'wait', 'deadline', 'event', 'approval', 'child', 'job', 'stop', 'terminate', 'more'] as const
export type WaitKind = (typeof waitKinds)[number]
export type Wait = { run: number; step: string; kind: WaitKind; dueAt: number | null }

/** Runs of flows that are no part of another run, with a number from `from` to below `before`. */
export type OuterRuns = { status: State | null; flow: number | null; version: number | null; from: number; before: number }

export type FlowRuns = ReturnType<typeof createFlowRuns>

export function createFlowRuns(db: Db, asks: Pick<Asks, 'wake'>) {
  const insert = db.prepare('INSERT INTO flow_run (run, flow, version, definition) VALUES (?, ?, ?, ?)')
  const get = db.prepare(
    `SELECT x.run, x.flow, x.version, x.definition, f.name FROM flow_run x LEFT JOIN flow f ON f.number = x.flow WHERE x.run = ?`,
  )
  const setParent = db.prepare('UPDATE run SET parent = ?, parent_step = ? WHERE number = ?')
  const childOf = db.prepare('SELECT number FROM run WHERE parent = ? AND parent_step = ? ORDER BY number DESC LIMIT 1').pluck()
  const children = db.prepare('SELECT number, parent_step AS step FROM run WHERE parent = ? ORDER BY number LIMIT ?')
  const parentOf = db.prepare('SELECT parent AS run, parent_step AS step FROM run WHERE number = ? AND parent IS NOT NULL')
  const addWait = db.prepare('INSERT OR REPLACE INTO flow_wait (run, step, kind, due_at, since) VALUES (?, ?, ?, ?, ?)')
  const removeWait = db.prepare('DELETE FROM flow_wait WHERE run = ? AND step = ? AND kind = ?')
  const removeWaits = db.prepare('DELETE FROM flow_wait WHERE run = ? AND step = ?')
  const removeAll = db.prepare('DELETE FROM flow_wait WHERE run = ?')
  const due = db.prepare(
    'SELECT run, step, kind, due_at AS dueAt FROM flow_wait WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?',
  )
  const nextDue = db.prepare('SELECT due_at FROM flow_wait WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1').pluck()
  const ofKind = db.prepare('SELECT run, step, kind, due_at AS dueAt FROM flow_wait WHERE kind = ? ORDER BY since LIMIT ?')
  const bringNearer = db.prepare(`UPDATE flow_wait SET due_at = due_at - ? WHERE due_at > 0 AND kind <> 'timer'`)

  const outer = `FROM flow_run x CROSS JOIN run r ON r.number = x.run
    WHERE x.run >= :from AND x.run < :before AND r.parent IS NULL AND (:status IS NULL OR r.status = :status)
      AND (:flow IS NULL OR x.flow = :flow) AND (:version IS NULL OR x.version = :version)`
  const outerRuns = db.prepare(`SELECT x.run ${outer} ORDER BY x.run DESC LIMIT :limit OFFSET :offset`).pluck()
  const countOuter = db.prepare(`SELECT count(*) ${outer}`).pluck()

  return {
    insert: (run: number, flow: number | null, version: number | null, definition: string): void =>
      void insert.run(run, flow, version, definition),
    get: (run: number): FlowRunRow | null => (get.get(run) as FlowRunRow | undefined) ?? null,
    setParent: (run: number, parent: number | null, step: string | null): void => void setParent.run(parent, step, run),
    /** The newest run that a step has begun. */
    childOf: (run: number, step: string): number | null => (childOf.get(run, step) as number | undefined) ?? null,
    children: (run: number, limit: number): { number: number; step: string }[] =>
      children.all(run, limit) as { number: number; step: string }[],
    parentOf: (run: number): { run: number; step: string } | null =>
      (parentOf.get(run) as { run: number; step: string } | undefined) ?? null,
    wait({ run, step, kind, dueAt }: Wait, now: number): void {
      addWait.run(run, step, kind, dueAt, now)
      if (dueAt !== null) asks.wake('run waits')
    },
    /** True: it was there, and nobody else has dealt with it. */
    endWait: ({ run, step, kind }: Pick<Wait, 'run' | 'step' | 'kind'>): boolean => removeWait.run(run, step, kind).changes === 1,
    endWaitsOf: (run: number, step: string): void => void removeWaits.run(run, step),
    endAllWaits: (run: number): void => void removeAll.run(run),
    due: (now: number, limit: number): Wait[] => due.all(now, limit) as Wait[],
    nextDue: (): number | null => (nextDue.get() as number | undefined) ?? null,
    /** Those that have waited longest. */
    ofKind: (kind: WaitKind, limit: number): Wait[] => ofKind.all(kind, limit) as Wait[],
    /** Their numbers, newest first. */
    outer: (among: OuterRuns, limit: number, offset: number): number[] => outerRuns.all({ ...among, limit, offset }) as number[],
    countOuter: (among: OuterRuns): number => countOuter.get(among) as number,
    bringNearer: (ms: number): void => void bringNearer.run(ms),
  }
}
