import type { Actor } from '../../../shared/model/actor.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

/** `days`: the retention time. */
export type Deleting = { why: 'person' | 'retention' | 'test'; at: number; days?: number }
export type DeletedRun = { why: Deleting['why']; at: number; days: number | null; actor: Actor }

type Row = { first: number; last: number; at: number; days: number | null; number: number }

/** Deletions so close to each other, for the same reason, share a range. */
const togetherMs = { person: 60_000, retention: 3_600_000, test: 3_600_000 }
/** Older ranges than the newest of this many are forgotten. */
const kept = 20_000

/** When and why runs were deleted. A pass of the retention is one range for as long as it leaves no run out. */
export function createDeletedRuns(db: Db, actors: Actors) {
  const before = db.prepare(
    `SELECT first, last, at, days, actor AS number FROM deleted_run WHERE why = ? AND first <= ? ORDER BY first DESC LIMIT 1`,
  )
  const behind = db.prepare(`SELECT first, last, at, days, actor AS number FROM deleted_run WHERE why = ? AND first = ?`)
  const anyBetween = db.prepare('SELECT 1 FROM run WHERE number > ? AND number < ? LIMIT 1')
  const insert = db.prepare('INSERT INTO deleted_run (why, first, last, at, days, actor) VALUES (?, ?, ?, ?, ?, ?)')
  const extend = db.prepare(
    'UPDATE deleted_run SET first = :to, last = max(last, :run), at = :at WHERE why = :why AND first = :first',
  )
  const covering = db.prepare(
    `SELECT why, last, at, days, ${actorOf('deleted_run.actor')} FROM deleted_run
     WHERE why = ? AND first <= ? ORDER BY first DESC LIMIT 1`,
  )
  const forget = db.prepare(
    `DELETE FROM deleted_run WHERE (why, first) IN (SELECT why, first FROM deleted_run ORDER BY at DESC LIMIT ? OFFSET ${kept})`,
  )
  const newest = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'run'`).pluck()

  return {
    /** Call inside the write that deletes it. */
    record(run: number, { why, at, ...rest }: Deleting): void {
      const days = rest.days ?? null
      const number = actors.current()
      const isAlike = (row: Row | undefined): row is Row =>
        row !== undefined && row.number === number && row.days === days && Math.abs(at - row.at) < togetherMs[why]
      const last = before.get(why, run) as Row | undefined
      const next = behind.get(why, run + 1) as Row | undefined
      if (isAlike(last) && isNext(last, run, why)) extend.run({ why, first: last.first, to: last.first, run, at })
      else if (isAlike(next)) extend.run({ why, first: next.first, to: run, run, at })
      else if (last === undefined || last.last < run) insert.run(why, run, run, at, days, number)
    },
    /** Null: it is not recorded. A run that a person deleted may lie in a range of the retention. */
    find(run: number): DeletedRun | null {
      for (const why of ['person', 'test', 'retention'] as const) {
        const row = covering.get(why, run) as (Omit<DeletedRun, 'actor'> & { last: number; actor: string }) | undefined
        if (row && row.last >= run) {
          const { at, days, actor } = withActor(row)
          return { why, at, days, actor }
        }
      }
      return null
    },
    /** A run of this number was started once. */
    wasUsed: (run: number): boolean => run >= 1 && run <= ((newest.get() as number | undefined) ?? 0),
    /** Deletes up to `most` of the ranges that are too many, and returns how many it deleted. */
    prune: (most: number): number => forget.run(most).changes,
  }

  function isNext({ last }: Row, run: number, why: Deleting['why']): boolean {
    return run === last + 1 || (why === 'retention' && run > last && anyBetween.get(last, run) === undefined)
  }
}
