import type { Json } from '../../../shared/flow/reference.ts'
import type { Db } from './db.ts'

/** The output that a node of a draft has in tests. */
export type FlowPinRow = { node: string; value: Json; run: number | null; pinnedAt: number }

export type FlowPins = ReturnType<typeof createFlowPins>

/** What belongs to the draft of a flow, for its tests: pinned outputs, and the nodes that were tested. */
export function createFlowPins(db: Db) {
  const list = db.prepare('SELECT node, value, run, pinned_at AS pinnedAt FROM flow_pin WHERE flow = ? ORDER BY node LIMIT ?')
  const set = db.prepare('INSERT OR REPLACE INTO flow_pin (flow, node, value, run, pinned_at) VALUES (?, ?, ?, ?, ?)')
  const remove = db.prepare('DELETE FROM flow_pin WHERE flow = ? AND node = ?')
  const tested = db.prepare('SELECT node FROM flow_tested WHERE flow = ?').pluck()
  const addTested = db.prepare('INSERT OR IGNORE INTO flow_tested (flow, node) VALUES (?, ?)')
  const hasAny = db
    .prepare('SELECT EXISTS (SELECT 1 FROM flow_pin WHERE flow = ?) OR EXISTS (SELECT 1 FROM flow_tested WHERE flow = ?)')
    .pluck()
  const forgetTested = db.prepare('DELETE FROM flow_tested WHERE flow = ?')

  const moveKeys = ['flow_pin', 'flow_tested'].map((table) =>
    db.prepare(`UPDATE OR REPLACE ${table} SET node = ? WHERE flow = ? AND node = ?`),
  )

  return {
    list: (flow: number, limit: number): FlowPinRow[] =>
      (list.all(flow, limit) as (Omit<FlowPinRow, 'value'> & { value: string })[]).map((row) => ({
        ...row,
        value: JSON.parse(row.value) as Json,
      })),
    set: (flow: number, { node, value, run, pinnedAt }: FlowPinRow): void =>
      void set.run(flow, node, JSON.stringify(value), run, pinnedAt),
    /** False: the node has no pinned output. */
    remove: (flow: number, node: string): boolean => remove.run(flow, node).changes === 1,
    tested: (flow: number): string[] => tested.all(flow) as string[],
    addTested(flow: number, nodes: readonly string[]): void {
      for (const node of nodes) addTested.run(flow, node)
    },
    /** What belongs to a node belongs to its new key. */
    rename(flow: number, renamed: ReadonlyMap<string, string>): void {
      // Two nodes may have swapped their keys with a third.
      const old = [...renamed].map(([key, to]) => [key, `${key}\n`, to] as const)
      for (const move of moveKeys) {
        for (const [key, between] of old) move.run(between, flow, key)
        for (const [, between, to] of old) move.run(to, flow, between)
      }
    },
    /** Whether anything belongs to nodes of the draft. */
    hasAny: (flow: number): boolean => hasAny.get(flow, flow) === 1,
    forgetTested: (flow: number): void => void forgetTested.run(flow),
  }
}
