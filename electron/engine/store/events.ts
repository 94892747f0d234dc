import type { Change } from '../../../shared/contract/live.ts'
import type { FlowEvent, HistoryEvent } from '../../../shared/flow/events.ts'
import type { RunEvent } from '../../../shared/model/run.ts'
import { type Actors, actorOf, readActor } from './actors.ts'
import type { Db } from './db.ts'

export type Noun = 'run' | 'job' | 'queue' | 'setting' | 'schedule' | 'trigger' | 'flow' | 'pipeline' | 'secret'

/** `id` is the public one; a run's event is kept under its number. */
export type NewEvent = { at: number; type: string; data: Record<string, unknown>; id: string } & (
  | { noun: 'run'; run: number; jobId: string | null /** Its place in the history of a flow's run. */; n?: number }
  | { noun: Exclude<Noun, 'run'> }
)
export type StoredEvent = NewEvent & { seq: number }

type Row = {
  seq: number
  at: number
  noun: Noun
  run: number | null
  id: string
  jobId: string | null
  type: string
  data: string
  actor: string
}

type OfRun = { number: number; id: string; jobId: string | null }

export type Events = ReturnType<typeof createEvents>

/** The append-only history. `note` hands each event to whoever announces it after the commit. */
export function createEvents(db: Db, actors: Actors, note: (event: StoredEvent) => void) {
  const insert = db.prepare('INSERT INTO event (at, noun, run, id, type, data, n, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const ofRun = db.prepare(
    `SELECT seq, n, at, type, data, ${actorOf('event.actor')} FROM event WHERE run = ? AND seq > ? ORDER BY seq LIMIT ?`,
  )
  const ofTypes = db.prepare(
    `SELECT n, at, type, data, ${actorOf('event.actor')} FROM event
     WHERE run = ? AND n IS NOT NULL AND type IN (SELECT value FROM json_each(?)) ORDER BY n`,
  )
  const since = db.prepare(
    `SELECT e.seq, e.at, e.noun, e.run, coalesce(e.id, r.id) AS id, r.job_id AS jobId, e.type, e.data
     FROM event e LEFT JOIN run r ON r.number = e.run WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
  )
  const newest = db.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck()

  function append(event: NewEvent): number {
    const data = JSON.stringify(event.data)
    const isRun = event.noun === 'run'
    const { lastInsertRowid } = insert.run(
      event.at,
      event.noun,
      isRun ? event.run : null,
      isRun ? null : event.id,
      event.type,
      data,
      isRun ? (event.n ?? null) : null,
      actors.current(),
    )
    note({ ...event, seq: Number(lastInsertRowid) })
    return data.length
  }

  return {
    append: (event: NewEvent): void => void append(event),
    /** An event of a run, whose data names the job of the run. */
    appendOfRun: ({ number, id, jobId }: OfRun, type: string, data: Record<string, unknown>, at: number): void =>
      void append({ at, noun: 'run', run: number, id, jobId, type, data: { jobId, ...data } }),
    /** As append; gives the length of what it says. */
    appendMeasured: append,
    /** Some of them, in their order, after one of them. */
    ofRun: (run: number, after = 0, limit = -1): RunEvent[] =>
      (ofRun.all(run, after, limit) as (Row & { n: number | null })[]).map(({ seq, n, at, type, data, actor }) => ({
        seq,
        n,
        at,
        type,
        data: JSON.parse(data) as RunEvent['data'],
        actor: readActor(actor),
      })),
    /** Those of these types in the history of a flow's run. */
    ofTypes: <T extends FlowEvent['type']>(run: number, types: readonly T[]): Extract<HistoryEvent, { type: T }>[] =>
      (ofTypes.all(run, JSON.stringify(types)) as (Pick<FlowEvent, 'n' | 'at' | 'type'> & Pick<Row, 'data' | 'actor'>)[]).map(
        ({ actor, ...row }) =>
          ({ ...row, data: JSON.parse(row.data) as unknown, actor: readActor(actor) }) as Extract<HistoryEvent, { type: T }>,
      ),
    since: (seq: number, limit: number): StoredEvent[] => (since.all(seq, limit) as Row[]).map(fromRow),
    newestSeq: (): number => Number(newest.get('event') ?? 0),
  }
}

function fromRow({ seq, at, noun, run, id, jobId, type, data }: Row): StoredEvent {
  const common = { seq, at, id, type, data: JSON.parse(data) as StoredEvent['data'] }
  return noun === 'run' ? { ...common, noun, run: run ?? 0, jobId } : { ...common, noun }
}

export function changeOf(event: StoredEvent): Change {
  const { seq, id, type } = event
  return event.noun === 'run' ? { noun: 'run', seq, id, type, jobId: event.jobId } : { noun: event.noun, seq, id, type }
}
