import type { OriginKind } from '../../../shared/model/run.ts'
import type { Db } from './db.ts'

export type Origin = { source: number; how: OriginKind; node: string | null; event: number | null }

export const rerunOf = (source: number): Origin => ({ source, how: 'rerun', node: null, event: null })

export type Origins = ReturnType<typeof createOrigins>

/** Which run repeats or continues which. */
export function createOrigins(db: Db) {
  const insert = db.prepare('INSERT INTO run_origin (run, source, how, node, event) VALUES (?, ?, ?, ?, ?)')
  const of = db.prepare('SELECT source, how, node, event FROM run_origin WHERE run = ?')
  const madeFrom = db.prepare('SELECT run, how FROM run_origin WHERE source = ? ORDER BY run DESC LIMIT ?')

  return {
    insert: (run: number, { source, how, node, event }: Origin): void => void insert.run(run, source, how, node, event),
    of: (run: number): Origin | null => (of.get(run) as Origin | undefined) ?? null,
    /** The newest of them first. */
    madeFrom: (source: number, limit: number): { run: number; how: OriginKind }[] =>
      madeFrom.all(source, limit) as { run: number; how: OriginKind }[],
  }
}
