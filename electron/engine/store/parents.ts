import type { Db } from './db.ts'

export type Parents = ReturnType<typeof createParents>

/** Runs that a step of another run waits for. */
export function createParents(db: Db) {
  const set = db.prepare('UPDATE run SET parent = ?, parent_step = ? WHERE number = ?')
  const childOf = db.prepare('SELECT number FROM run WHERE parent = ? AND parent_step = ? ORDER BY number DESC LIMIT 1').pluck()
  const children = db.prepare('SELECT number, parent_step AS step FROM run WHERE parent = ? ORDER BY number LIMIT ?')
  const of = db.prepare('SELECT parent AS run, parent_step AS step FROM run WHERE number = ? AND parent IS NOT NULL')

  const partOf = db.prepare("SELECT trigger, iif(trigger = 'flow', parent, NULL) AS outer FROM run WHERE number = ?")

  return {
    /** The run is a hook, or a part of one. */
    isOfHook(run: number): boolean {
      for (let at: number | null = run; at !== null; ) {
        const known = partOf.get(at) as { trigger: string; outer: number | null } | undefined
        if (known?.trigger === 'hook') return true
        at = known?.outer ?? null
      }
      return false
    },
    set: (run: number, parent: number | null, step: string | null): void => void set.run(parent, step, run),
    /** The newest run that a step has started. */
    childOf: (run: number, step: string): number | null => (childOf.get(run, step) as number | undefined) ?? null,
    children: (run: number, limit: number): { number: number; step: string }[] =>
      children.all(run, limit) as { number: number; step: string }[],
    of: (run: number): { run: number; step: string } | null => (of.get(run) as { run: number; step: string } | undefined) ?? null,
  }
}
