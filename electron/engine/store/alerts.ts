import type { Alert, AlertState, SubjectKind } from '../../../shared/model/alert.ts'
import type { Run } from '../../../shared/model/run.ts'
import { newId } from '../base/ids.ts'
import { type Actors, actorOf, readActor } from './actors.ts'
import { createUnresolvedSubjects } from './alert-subjects.ts'
import type { Asks } from './asks.ts'
import type { Db } from './db.ts'

/** The id of a job, flow or pipeline, or the title of a command. */
export type Subject = { kind: SubjectKind; id: string }
export type Resolution = NonNullable<Alert['resolution']>

/** `run`: the number of the newest failed run. */
export type AlertRow = Omit<Alert, 'run' | 'error' | 'paused'> & { run: number; firstRun: number }
type Row = Omit<AlertRow, 'subject' | 'muted' | 'actor'> & {
  kind: SubjectKind
  subjectId: string
  name: string | null
  muted: number
  actor: string | null
}

export type AlertCursor = { run: number; number: number }
const top: AlertCursor = { run: Number.MAX_SAFE_INTEGER, number: Number.MAX_SAFE_INTEGER }

type Failure = { run: Pick<Run, 'number'>; at: number; expiresAt: number | null }

export type Alerts = ReturnType<typeof createAlerts>

const isMuted = `(al.subject_kind = 'job' AND EXISTS (SELECT 1 FROM job j WHERE j.id = al.subject AND j.muted = 1))`
const select = `SELECT al.number, al.id, al.policy, al.subject_kind AS kind, al.subject AS subjectId,
    CASE al.subject_kind
      WHEN 'job' THEN (SELECT j.name FROM job j WHERE j.id = al.subject)
      WHEN 'flow' THEN (SELECT f.name FROM flow f WHERE f.id = al.subject)
      WHEN 'pipeline' THEN (SELECT p.name FROM pipeline p WHERE p.id = al.subject)
    END AS name,
    ${isMuted} AS muted, al.state, al.count, al.first_at AS firstAt, al.last_at AS lastAt, al.first_run AS firstRun, al.last_run AS run,
    al.changed_at AS changedAt, al.snoozed_until AS snoozedUntil, al.resolved_at AS resolvedAt, al.resolution, ${actorOf('al.actor')}
  FROM alert al`
const isOfSubject = `al.policy = 'failing' AND al.subject_kind = ? AND al.subject = ?`

/** Alerts, at most one unresolved for each subject. */
export function createAlerts(db: Db, actors: Actors, undoings: () => number, asks: Pick<Asks, 'wake'>) {
  const unresolved = createUnresolvedSubjects(db, undoings)
  const byNumber = db.prepare(`${select} WHERE al.number = ?`)
  const byId = db.prepare(`${select} WHERE al.id = ?`)
  const ofSubject = db.prepare(`${select} WHERE ${isOfSubject} AND al.state <> 'resolved'`)
  const page = db.prepare(`${select} WHERE (al.last_run, al.number) < (?, ?) ORDER BY al.last_run DESC, al.number DESC LIMIT ?`)
  const pageOf = db.prepare(
    `${select} WHERE al.state = ? AND (al.last_run, al.number) < (?, ?) ORDER BY al.last_run DESC, al.number DESC LIMIT ?`,
  )
  const openLoud = db.prepare(`SELECT count(*) FROM alert al WHERE al.state = 'open' AND NOT ${isMuted}`).pluck()
  const ofRun = db.prepare(`${select} WHERE al.last_run = ? AND al.state <> 'resolved'`)
  const insert = db.prepare(
    `INSERT INTO alert (id, policy, subject_kind, subject, state, count, first_at, last_at, first_run, last_run, expires_at)
     VALUES (:id, 'failing', :kind, :subject, 'open', 1, :at, :at, :run, :run, :expiresAt)`,
  )
  const add = db.prepare(
    `UPDATE alert SET count = count + 1, last_at = max(last_at, :at), first_run = min(first_run, :run),
       last_run = max(last_run, :run), expires_at = :expiresAt WHERE number = :number`,
  )
  const setState = db.prepare('UPDATE alert SET state = ?, snoozed_until = ?, actor = ?, changed_at = ? WHERE number = ?')
  const wake = db.prepare(`UPDATE alert SET state = 'open', snoozed_until = NULL WHERE number = ?`)
  const setResolved = db.prepare(
    `UPDATE alert SET state = 'resolved', snoozed_until = NULL, resolved_at = ?, resolution = ? WHERE number = ?`,
  )
  const setLastRun = db.prepare('UPDATE alert SET last_run = ? WHERE number = ?')
  const deletedWith = db.prepare(`${select} WHERE ${isOfSubject} AND al.resolution = 'deleted' ORDER BY al.number DESC LIMIT 1`)
  const restore = db.prepare(`UPDATE alert SET state = 'open', resolved_at = NULL, resolution = NULL WHERE number = ?`)
  const snoozedUntil = db.prepare(`${select} WHERE al.snoozed_until IS NOT NULL AND al.snoozed_until <= ? LIMIT ?`)
  const expired = db.prepare(
    `${select} WHERE al.expires_at IS NOT NULL AND al.state <> 'resolved' AND al.expires_at <= ? LIMIT ?`,
  )
  const nextSnoozed = db.prepare('SELECT min(snoozed_until) FROM alert WHERE snoozed_until IS NOT NULL').pluck()
  const nextExpiry = db.prepare(`SELECT min(expires_at) FROM alert WHERE expires_at IS NOT NULL AND state <> 'resolved'`).pluck()
  const old = db.prepare('SELECT number, id FROM alert WHERE resolved_at IS NOT NULL AND resolved_at < ? LIMIT ?')
  const remove = db.prepare('DELETE FROM alert WHERE number = ?')
  const removeEvents = db.prepare(`DELETE FROM event WHERE noun = 'alert' AND id = ?`)

  const one = (row: unknown): AlertRow | null => (row ? fromRow(row as Row) : null)
  const all = (rows: unknown[]): AlertRow[] => (rows as Row[]).map(fromRow)

  return {
    get: (number: number): AlertRow | null => one(byNumber.get(number)),
    byId: (id: string): AlertRow | null => one(byId.get(id)),
    /** The unresolved alert of a subject. */
    ofSubject: ({ kind, id }: Subject): AlertRow | null => one(ofSubject.get(kind, id)),
    /** False: an alert of a job, or of a run without one, that is not resolved is out of the question. Spares a query. */
    mayHave: (jobId: string | null): boolean => (jobId === null ? unresolved.hasOthers() : unresolved.has('job', jobId)),
    /** False: no alert is unresolved. Spares a query. */
    mayHaveAny: unresolved.hasAny,
    /** Newest failure first, from the top or after a cursor. */
    list(state: AlertState | null, cursor: AlertCursor | null, limit: number): AlertRow[] {
      const { run, number } = cursor ?? top
      return all(state === null ? page.all(run, number, limit) : pageOf.all(state, run, number, limit))
    },
    /** The number of open alerts, without those of muted jobs. */
    count: (): number => openLoud.get() as number,
    /** The unresolved alert whose newest failed run this is. */
    ofRun: (run: number): AlertRow | null => one(ofRun.get(run)),
    open({ kind, id: subject }: Subject, { run, at, expiresAt }: Failure): AlertRow {
      const { lastInsertRowid } = insert.run({ id: newId(at), kind, subject, at, run: run.number, expiresAt })
      unresolved.add(kind, subject)
      if (expiresAt !== null) asks.wake('alerts')
      return fromRow(byNumber.get(Number(lastInsertRowid)) as Row)
    },
    add: (number: number, { run, at, expiresAt }: Failure): void => void add.run({ number, run: run.number, at, expiresAt }),
    /** The current actor did it. */
    setState(number: number, state: Exclude<AlertState, 'resolved'>, until: number | null, now: number): void {
      setState.run(state, until, actors.current(), now, number)
      if (until !== null) asks.wake('alerts')
    },
    /** A snoozed one opens again. */
    wake: (number: number): void => void wake.run(number),
    resolve({ number, subject }: AlertRow, resolution: Resolution, now: number): void {
      setResolved.run(now, resolution, number)
      unresolved.remove(subject.kind, subject.id ?? subject.name)
    },
    setLastRun: (number: number, run: number): void => void setLastRun.run(run, number),
    /** The alert that was resolved when its subject was deleted. */
    deletedWith: ({ kind, id }: Subject): AlertRow | null => one(deletedWith.get(kind, id)),
    restore({ number, subject }: AlertRow): void {
      restore.run(number)
      unresolved.add(subject.kind, subject.id ?? subject.name)
    },
    snoozedUntil: (now: number, limit: number): AlertRow[] => all(snoozedUntil.all(now, limit)),
    expired: (now: number, limit: number): AlertRow[] => all(expired.all(now, limit)),
    nextDue(): number | null {
      const times = [nextSnoozed.get(), nextExpiry.get()].filter((at) => at != null) as number[]
      return times.length === 0 ? null : Math.min(...times)
    },
    /** Deletes alerts resolved before a given time; returns how many: if that is the limit, there may be more. */
    prune(before: number, limit: number): number {
      const rows = old.all(before, limit) as { number: number; id: string }[]
      for (const { number, id } of rows) {
        removeEvents.run(id)
        remove.run(number)
      }
      return rows.length
    },
  }
}

const fromRow = ({ kind, subjectId, name, muted, actor, ...row }: Row): AlertRow => ({
  ...row,
  subject: { kind, id: kind === 'command' ? null : subjectId, name: name ?? subjectId },
  muted: muted === 1,
  actor: actor === null ? null : readActor(actor),
})
