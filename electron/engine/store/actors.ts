import { type Actor, Actor as ActorSchema, apiTokenActor, localActor, systemActor } from '../../../shared/model/actor.ts'
import { actAs, currentActor } from '../base/actor.ts'
import type { CommitGroup } from './commit-group.ts'
import type { Db } from './db.ts'
import { isOwnOperation } from './operation-labels.ts'

/** Written by the migration: their numbers never change, and need no query. */
const builtIn = new Map([localActor, systemActor, apiTokenActor].map((actor, index) => [actor, index + 1]))

/** Recently read actors: rows of few actors are read again and again. */
const parsed = new Map<string, Actor>()
const parsedMost = 10_000

export type Actors = ReturnType<typeof createActors>

/** The actors of rows. Each actor is stored once, under the name it had; rows have its number. */
export function createActors(db: Db) {
  const find = db.prepare('SELECT number FROM actor WHERE actor = ?').pluck()
  const insert = db.prepare('INSERT INTO actor (actor) VALUES (?)')
  const all = db.prepare('SELECT number, actor FROM actor')

  return {
    all: (): { number: number; actor: Actor }[] =>
      (all.all() as { number: number; actor: string }[]).map(({ number, actor }) => ({ number, actor: readActor(actor) })),
    /** The number of the current actor. Call inside a write. */
    current(): number {
      const actor = currentActor()
      const known = builtIn.get(actor)
      if (known !== undefined) return known
      const { kind, id, name } = actor
      const text = JSON.stringify({ kind, id, name })
      return (find.get(text) as number | undefined) ?? Number(insert.run(text).lastInsertRowid)
    },
  }
}

/** The writes of an operation carry the actor who submitted it, or LocalFlow for its own operations. */
export const submitAsActor =
  (submit: CommitGroup['submit']): CommitGroup['submit'] =>
  (label, op) => {
    const actor = isOwnOperation(label) ? systemActor : currentActor()
    return submit(label, () => actAs(actor, op))
  }

/** A column `actor` with the data of the row's actor, for `readActor`. */
export const actorOf = (number: string): string => `(SELECT a.actor FROM actor a WHERE a.number = ${number}) AS actor`

export function readActor(text: string): Actor {
  let actor = parsed.get(text)
  if (!actor) {
    actor = ActorSchema.parse(JSON.parse(text))
    if (parsed.size >= parsedMost) parsed.clear()
    parsed.set(text, actor)
  }
  return actor
}

/** The row with its actor as data. */
export const withActor = <T extends { actor: string }>(row: T): Omit<T, 'actor'> & { actor: Actor } => ({
  ...row,
  actor: readActor(row.actor),
})
