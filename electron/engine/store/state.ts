import { limits } from '../../../shared/model/limits.ts'
import type { StateChange, StateValue } from '../../../shared/model/state.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

type WithActorText<T> = Omit<T, 'actor'> & { actor: string }
/** Null as the value: the key was deleted. */
type Row = { number: number; value: string | null; version: number }

export type NewState = { owner: string; key: string; value: string | null; run: number | null; now: number }

export type State = ReturnType<typeof createState>

/** The state of jobs, flows and pipelines by their ids, and the global one, whose owner is the empty text. */
export function createState(db: Db, actors: Actors) {
  const columns = `key, value, version, changed_at AS changedAt, run, ${actorOf('state_value.actor')}`
  const list = db.prepare(`SELECT ${columns} FROM state_value WHERE owner = ? AND value IS NOT NULL ORDER BY key`)
  const get = db.prepare(`SELECT ${columns} FROM state_value WHERE owner = ? AND key = ? AND value IS NOT NULL`)
  const valueIn = db.prepare('SELECT value FROM state_value WHERE owner = ? AND key = ?').pluck()
  const find = db.prepare('SELECT number, value, version FROM state_value WHERE owner = ? AND key = ?')
  const count = db.prepare('SELECT count(value) FROM state_value WHERE owner = ?').pluck()
  const put = db.prepare(
    `INSERT INTO state_value (owner, key, value, version, changed_at, run, actor) VALUES (:owner, :key, :value, 1, :now, :run, :actor)
     ON CONFLICT (owner, key) DO UPDATE SET value = excluded.value, version = version + 1, changed_at = excluded.changed_at,
       run = excluded.run, actor = excluded.actor
     RETURNING number, version`,
  )
  const addChange = db.prepare(
    'INSERT INTO state_change (state, version, value, at, run, actor) VALUES (:number, :version, :value, :now, :run, :actor)',
  )
  const forgetChanges = db.prepare('DELETE FROM state_change WHERE state = ? AND version <= ?')
  const history = db.prepare(
    `SELECT c.version, c.value, c.at, c.run, ${actorOf('c.actor')} FROM state_change c
     WHERE c.state = (SELECT number FROM state_value WHERE owner = ? AND key = ?) ORDER BY c.version DESC`,
  )
  const longDeleted = db
    .prepare(
      `SELECT number FROM state_value WHERE owner = :owner AND value IS NULL ORDER BY changed_at DESC, number DESC
       LIMIT -1 OFFSET :kept`,
    )
    .pluck()
  const remove = db.prepare('DELETE FROM state_value WHERE number = ?')

  /** Histories of deleted keys are limited in number, like keys. */
  function forgetLongDeleted(owner: string): void {
    for (const number of longDeleted.all({ owner, kept: limits.stateKeys }) as number[]) {
      forgetChanges.run(number, Number.MAX_SAFE_INTEGER)
      remove.run(number)
    }
  }

  return {
    list: (owner: string): StateValue[] => (list.all(owner) as WithActorText<StateValue>[]).map(withActor),
    get(owner: string, key: string): StateValue | null {
      const row = get.get(owner, key) as WithActorText<StateValue> | undefined
      return row ? withActor(row) : null
    },
    /** Null: the key is not set. */
    value: (owner: string, key: string): string | null => (valueIn.get(owner, key) as string | null | undefined) ?? null,
    /** Also of a deleted key; null if there never was one. */
    find: (owner: string, key: string): Row | null => (find.get(owner, key) as Row | undefined) ?? null,
    count: (owner: string): number => count.get(owner) as number,
    put({ owner, key, value, run, now }: NewState): void {
      const change = { value, now, run, actor: actors.current() }
      const { number, version } = put.get({ owner, key, ...change }) as { number: number; version: number }
      addChange.run({ number, version, ...change })
      forgetChanges.run(number, version - limits.stateChanges)
      if (value === null) forgetLongDeleted(owner)
    },
    /** Newest first. */
    history: (owner: string, key: string): StateChange[] =>
      (history.all(owner, key) as WithActorText<StateChange>[]).map(withActor),
  }
}
