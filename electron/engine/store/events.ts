import type { Change } from '../../../shared/contract/live.ts'
import type { FlowEvent, HistoryEvent } from '../../../shared/flow/events.ts'
import { systemActor } from '../../../shared/model/actor.ts'
import type { RunEvent } from '../../../shared/model/run.ts'
import { type Actors, actorOf, readActor } from './actors.ts'
import type { Db } from './db.ts'

export type Noun =
  | 'run'
  | 'job'
  | 'queue'
  | 'setting'
  | 'schedule'
  | 'trigger'
  | 'flow'
  | 'pipeline'
  | 'secret'
  | 'alert'
  | 'template'

/** `id` is the public one; a run's event is stored under its number. */
export type NewEvent = { at: number; type: string; data: Record<string, unknown>; id: string } & (
  | { noun: 'run'; run: number; jobId: string | null /** Its number in the history of a flow's run. */; n?: number }
  | { noun: Exclude<Noun, 'run'> }
)
/** `isStart`: the first start of a job's run. It has a number like any event, but only the row of the run says it. */
export type StoredEvent = NewEvent & { seq: number; isStart?: true }
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
  const insert = db.prepare('INSERT INTO event (seq, at, noun, run, id, type, data, n, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
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
  // In these words an index has them: without it, all events of a run would be read.
  const rareOfRun = db.prepare(
    "SELECT at, data FROM event WHERE run = ? AND type IN ('hook failed', 'moved to front') AND type = ? ORDER BY seq LIMIT ?",
  )
  // The end of a run has a higher number than its start.
  const newest = db
    .prepare(
      `SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'event'), 0),
         coalesce((SELECT max(r.start_seq) FROM task t JOIN run r ON r.number = t.run WHERE t.status = 'running'), 0))`,
    )
    .pluck()
  const startOf = db.prepare(
    `SELECT start_seq AS seq, number, id, job_id AS jobId, coalesce(
       (SELECT a.started_at FROM attempt a
        WHERE a.task = (SELECT seq FROM task WHERE run = r.number AND node_key = 'main') AND a.number = 1), started_at) AS at
     FROM run r WHERE number = ? AND start_seq > ?`,
  )
  const runningSince = db.prepare(
    `SELECT r.start_seq AS seq, r.number, r.id, r.job_id AS jobId, r.started_at AS at
     FROM task t JOIN run r ON r.number = t.run WHERE t.status = 'running' AND r.start_seq > ? ORDER BY t.seq`,
  )
  // Read before an operation writes: one that ends a run takes its start out of the running ones before it appends the end.
  let last = { seq: Number(newest.get()), undoings: undoings() }

  function newestSeq(): number {
    if (last.undoings !== undoings()) last = { seq: Number(newest.get()), undoings: undoings() }
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
    const seq = newestSeq() + 1
    insert.run(
      seq,
      event.at,
      event.noun,
      isRun ? event.run : null,
      isRun ? null : event.id,
      event.type,
      data,
      isRun ? (event.n ?? null) : null,
      actors.current(),
    )
    written({ ...event, seq })
    return data.length
  }

  return {
    append: (event: NewEvent): void => void append(event),
    /** An event of a run, whose data names the job of the run. */
    appendOfRun: ({ number, id, jobId }: OfRun, type: string, data: Record<string, unknown>, at: number): void =>
      void append({ at, noun: 'run', run: number, id, jobId, type, data: { jobId, ...data } }),
    written,
    /** Announces that a run started, under the next number, which the row of the run must have. */
    announceStart: (run: OfRun, at: number): void => written(started({ ...run, at, seq: newestSeq() + 1 })),
    /** The starts after an event, of runs that still run. */
    startedSince: (seq: number): StoredEvent[] => (runningSince.all(seq) as Start[]).map(started),
    /** As append; gives the length of what it says. */
    appendMeasured: append,
    /** Some of them, in their order, after one of them. */
    ofRun(run: number, after = 0, limit = -1): RunEvent[] {
      const events = (ofRun.all(run, after, limit) as (Row & { n: number | null })[]).map(readRunEvent)
      const start = startOf.get(run, after) as Start | undefined
      if (!start) return events
      const { seq, at, type, data } = started(start)
      const place = events.findLastIndex((event) => event.seq <= seq) + 1
      const all = events.toSpliced(place, 0, { seq, n: null, at, type, data, actor: systemActor })
      return limit < 0 ? all : all.slice(0, limit)
    },
    /** Those of these types in the history of a flow's run. */
    ofTypes: <T extends FlowEvent['type']>(run: number, types: readonly T[]): Extract<HistoryEvent, { type: T }>[] =>
      (ofTypes.all(run, JSON.stringify(types)) as (Pick<FlowEvent, 'n' | 'at' | 'type'> & Pick<Row, 'data' | 'actor'>)[]).map(
        ({ actor, ...row }) =>
          ({ ...row, data: JSON.parse(row.data) as unknown, actor: readActor(actor) }) as Extract<HistoryEvent, { type: T }>,
      ),
    /** The first of a type. */
    rareOfRun: (
      run: number,
      type: 'hook failed' | 'moved to front',
      limit: number,
    ): { at: number; data: Record<string, unknown> }[] =>
      (rareOfRun.all(run, type, limit) as { at: number; data: string }[]).map(({ at, data }) => ({
        at,
        data: JSON.parse(data) as Record<string, unknown>,
      })),
    since: (seq: number, limit: number): StoredEvent[] => (since.all(seq, limit) as Row[]).map(fromRow),
    newestSeq,
    isOnDisk: ({ seq }: StoredEvent): boolean => newestSeq() >= seq,
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
