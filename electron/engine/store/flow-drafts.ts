import type { FlowDraft } from '../../../shared/model/flow-draft.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

type Row = Omit<FlowDraft, 'actor'> & { actor: string }
type WithSource<T> = T & { source: string }

/** Drafts of flows that a person kept, and what can be undone in the present one. */
export function createFlowDrafts(db: Db, actors: Actors) {
  const columns = `number, note, saved_at AS savedAt, ${actorOf('flow_draft.actor')}`
  const insert = db.prepare('INSERT INTO flow_draft (flow, source, note, saved_at, actor) VALUES (?, ?, ?, ?, ?)')
  const list = db.prepare(`SELECT ${columns} FROM flow_draft WHERE flow = ? ORDER BY number DESC LIMIT ?`)
  const one = db.prepare(`SELECT ${columns}, source FROM flow_draft WHERE flow = ? AND number = ?`)
  const newest = db.prepare(`SELECT ${columns}, source FROM flow_draft WHERE flow = ? ORDER BY number DESC LIMIT 1`)
  const forget = db.prepare(
    'DELETE FROM flow_draft WHERE flow = :flow AND number <= (SELECT number FROM flow_draft WHERE flow = :flow ORDER BY number DESC LIMIT 1 OFFSET :kept)',
  )
  const steps = db.prepare('SELECT steps FROM flow_steps WHERE flow = ?').pluck()
  const keepSteps = db.prepare(
    'INSERT INTO flow_steps (flow, steps) VALUES (?, ?) ON CONFLICT (flow) DO UPDATE SET steps = excluded.steps',
  )
  const whole = (row: unknown): WithSource<FlowDraft> | null => (row === undefined ? null : withActor(row as WithSource<Row>))

  return {
    /** Those beyond the newest `kept` of the flow are deleted. */
    insert(flow: number, { source, note, now, kept }: { source: string; note: string; now: number; kept: number }): number {
      const { lastInsertRowid } = insert.run(flow, source, note, now, actors.current())
      forget.run({ flow, kept })
      return Number(lastInsertRowid)
    },
    list: (flow: number, limit: number): FlowDraft[] => (list.all(flow, limit) as Row[]).map(withActor),
    get: (flow: number, number: number): WithSource<FlowDraft> | null => whole(one.get(flow, number)),
    newest: (flow: number): WithSource<FlowDraft> | null => whole(newest.get(flow)),
    steps: (flow: number): string | null => (steps.get(flow) as string | undefined) ?? null,
    keepSteps: (flow: number, text: string): void => void keepSteps.run(flow, text),
  }
}
