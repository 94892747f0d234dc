import type { Change } from '../../../shared/contract/live.ts'
import type { FlowEvent, HistoryEvent } from '../../../shared/flow/events.ts'
import { systemActor } from '../../../shared/model/actor.ts'
import type { RunEvent } from '../../../shared/model/run.ts'
import { type Actors, actorOf, readActor } from './actors.ts'
import type { Db } from './db.ts'

export type Noun = 'run' | 'job' | 'queue' | 'setting' | 'schedule' | 'trigger' | 'flow' | 'pipeline' | 'secret'

/** `id` is the public one; a run's event is stored under its number. */
export type NewEvent = { at: number; type: string; data: Record<string, unknown>; id: string } & (
  | { noun: 'run'; run: number; jobId: string | null /** Its number in the history of a flow's run. */; n?: number }
  | { noun: Exclude<Noun, 'run'> }
)
/** `isStart`: the start of a run, which its row says: `seq` is that of the event before it. */
export type StoredEvent = NewEvent & { seq: number; isStart?: true }
/** The start of a run: after which event, of which run, and when. */
type Start = OfRun & { seq: number; at: number }

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

/**
 * The append-only history. `note` passes each event on to be published after the commit. The first start of a job's run is
 * published like an event, but stored in the row of the run, because most runs start once.
 */
export function createEvents(db: Db, actors: Actors, note: (event: StoredEvent) => void, undoings: () => number) {
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
  const startOf = db.prepare(
    `SELECT started_after AS seq, number, id, job_id AS jobId, coalesce(
       (SELECT a.started_at FROM attempt a
        WHERE a.task = (SELECT seq FROM task WHERE run = r.number AND node_key = 'main') AND a.number = 1), started_at) AS at
     FROM run r WHERE number = ? AND started_after >= ?`,
  )
  const runningSince = db.prepare(
    `SELECT r.started_after AS seq, r.number, r.id, r.job_id AS jobId, r.started_at AS at
     FROM task t JOIN run r ON r.number = t.run WHERE t.status = 'running' AND r.started_after >= ? ORDER BY t.seq`,
  )
  let last: { seq: number; undoings: number } | null = null

  function newestSeq(): number {
    if (last?.undoings !== undoings()) last = { seq: Number(newest.get('event') ?? 0), undoings: undoings() }
    return last.seq
  }

  /** Call for each event that was written. */
  function written(event: StoredEvent): void {
    last = { seq: event.seq, undoings: undoings() }
    note(event)
  }

  const started = ({ seq, number, id, jobId, at }: Start): StoredEvent => {
    const data = { jobId, attempt: 1 }
    return { seq, isStart: true, at, noun: 'run', run: number, id, jobId, type: 'started', data }
  }

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
    written({ ...event, seq: Number(lastInsertRowid) })
    return data.length
  }

  return {
    append: (event: NewEvent): void => void append(event),
    /** An event of a run, whose data names the job of the run. */
    appendOfRun: ({ number, id, jobId }: OfRun, type: string, data: Record<string, unknown>, at: number): void =>
      void append({ at, noun: 'run', run: number, id, jobId, type, data: { jobId, ...data } }),
    written,
    /** Tells that a run started; its row says so, with `newestSeq`. */
    tellStart: (run: OfRun, at: number): void => note(started({ ...run, at, seq: newestSeq() })),
    /** The runs that started after an event, and still run. */
    startedSince: (seq: number): StoredEvent[] => (runningSince.all(seq) as Start[]).map(started),
    /** As append; gives the length of what it says. */
    appendMeasured: append,
    /** Some of them, in their order, after one of them; a start that follows the last of them comes with it. */
    ofRun(run: number, after = 0, limit = -1): RunEvent[] {
      const events = (ofRun.all(run, after, limit) as (Row & { n: number | null })[]).map(readRunEvent)
      const start = startOf.get(run, after + 1) as Start | undefined
      if (!start) return events
      const { seq, at, type, data } = started(start)
      const place = events.findLastIndex((event) => event.seq <= seq) + 1
      // The events after the start may be in the next page; then the start belongs there too.
      const mayFollow = place === events.length && events.length === limit && events.at(-1)?.seq !== seq
      return mayFollow ? events : events.toSpliced(place, 0, { seq, n: null, at, type, data, actor: systemActor })
    },
    /** Those of these types in the history of a flow's run. */
    ofTypes: <T extends FlowEvent['type']>(run: number, types: readonly T[]): Extract<HistoryEvent, { type: T }>[] =>
      (ofTypes.all(run, JSON.stringify(types)) as (Pick<FlowEvent, 'n' | 'at' | 'type'> & Pick<Row, 'data' | 'actor'>)[]).map(
        ({ actor, ...row }) =>
          ({ ...row, data: JSON.parse(row.data) as unknown, actor: readActor(actor) }) as Extract<HistoryEvent, { type: T }>,
      ),
    since: (seq: number, limit: number): StoredEvent[] => (since.all(seq, limit) as Row[]).map(fromRow),
    newestSeq,
    isOnDisk: (event: StoredEvent): boolean =>
      event.isStart && event.noun === 'run' ? startOf.get(event.run, 0) !== undefined : newestSeq() >= event.seq,
  }
}

const readRunEvent = ({ seq, n, at, type, data, actor }: Row & { n: number | null }): RunEvent => ({
  seq,
  n,
  at,
  type,
  data: JSON.parse(data) as RunEvent['data'],
  actor: readActor(actor),
})

function fromRow({ seq, at, noun, run, id, jobId, type, data }: Row): StoredEvent {
  const common = { seq, at, id, type, data: JSON.parse(data) as StoredEvent['data'] }
  return noun === 'run' ? { ...common, noun, run: run ?? 0, jobId } : { ...common, noun }
}

export function changeOf(event: StoredEvent): Change {
  const { seq, id, type } = event
  return event.noun === 'run' ? { noun: 'run', seq, id, type, jobId: event.jobId } : { noun: event.noun, seq, id, type }
}
