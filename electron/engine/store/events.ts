import type { Change } from '../../../shared/contract/live.ts'
import type { RunEvent } from '../../../shared/model/run.ts'
import type { Db } from './db.ts'

export type NewEvent = { at: number; noun: 'run' | 'job'; id: string; type: string; data: Record<string, unknown> }
export type StoredEvent = NewEvent & { seq: number }

type Row = { seq: number; at: number; noun: 'run' | 'job'; id: string; type: string; data: string }

export type Events = ReturnType<typeof createEvents>

/** The append-only history. `note` hands each event to whoever announces it after the commit. */
export function createEvents(db: Db, note: (event: StoredEvent) => void) {
  const insert = db.prepare('INSERT INTO event (at, noun, id, type, data) VALUES (:at, :noun, :id, :type, :data)')
  const ofRun = db.prepare(`SELECT * FROM event WHERE noun = 'run' AND id = ? ORDER BY seq`)
  const since = db.prepare('SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ?')
  const newest = db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck()

  return {
    append(event: NewEvent): void {
      const { lastInsertRowid } = insert.run({ ...event, data: JSON.stringify(event.data) })
      note({ ...event, seq: Number(lastInsertRowid) })
    },
    ofRun: (runId: string): RunEvent[] =>
      (ofRun.all(runId) as Row[]).map(({ seq, at, type, data }) => ({
        seq,
        at,
        type,
        data: JSON.parse(data) as RunEvent['data'],
      })),
    since: (seq: number, limit: number): StoredEvent[] =>
      (since.all(seq, limit) as Row[]).map((row) => ({ ...row, data: JSON.parse(row.data) as StoredEvent['data'] })),
    newestSeq: (): number => Number(newest.get('event') ?? 0),
  }
}

export function changeOf({ noun, seq, id, type, data }: StoredEvent): Change {
  if (noun === 'job') return { noun, seq, id, type }
  return { noun, seq, id, type, jobId: typeof data['jobId'] === 'string' ? data['jobId'] : null }
}
