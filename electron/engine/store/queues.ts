import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Queue } from '../../../shared/model/task.ts'
import { type Actors, actorOf, withActor } from './actors.ts'
import type { Db } from './db.ts'

/** Decides whether a task of a queue may be accepted, and may start. */
export type QueueState = Pick<Queue, 'name' | 'cap' | 'state'>
export type QueueRow = Pick<Queue, 'name' | 'cap' | 'state' | 'note' | 'changedAt' | 'actor'>

type Row = Omit<QueueRow, 'actor'> & { actor: string }

export type Queues = ReturnType<typeof createQueues>

/** `need` answers from memory, because every task asks: what it knows is forgotten when a queue changes, or a write was undone. */
export function createQueues(db: Db, actors: Actors, undoings: () => number) {
  const columns = `name, cap, state, note, changed_at AS changedAt, ${actorOf('queue.actor')}`
  const all = db.prepare(`SELECT ${columns} FROM queue ORDER BY name`)
  const get = db.prepare(`SELECT ${columns} FROM queue WHERE name = ?`)
  const states = db.prepare('SELECT name, cap, state FROM queue ORDER BY name')
  const stateOf = db.prepare('SELECT name, cap, state FROM queue WHERE name = ?')
  const count = db.prepare('SELECT count(*) FROM queue').pluck()
  const insert = db.prepare('INSERT INTO queue (name, changed_at, actor) VALUES (?, ?, ?)')
  const update = db.prepare(
    'UPDATE queue SET cap = :cap, state = :state, note = :note, changed_at = :now, actor = :actor WHERE name = :name',
  )
  const remove = db.prepare('DELETE FROM queue WHERE name = ?')

  let known = new Map<string, QueueState>()
  let readAfter = undoings()

  function knownStates(): Map<string, QueueState> {
    if (readAfter !== undoings()) {
      known = new Map()
      readAfter = undoings()
    }
    return known
  }

  return {
    list: (): QueueRow[] => (all.all() as Row[]).map(withActor),
    get(name: string): QueueRow | null {
      const row = get.get(name) as Row | undefined
      return row ? withActor(row) : null
    },
    states: (): QueueState[] => states.all() as QueueState[],
    /** The queue of that name, created when first named. Throws conflict if there are too many. */
    need(name: string, now: number): QueueState {
      const state = knownStates().get(name) ?? (stateOf.get(name) as QueueState | undefined)
      if (state) {
        knownStates().set(name, state)
        return state
      }
      if ((count.get() as number) >= limits.queues)
        throw new AppError(
          'conflict',
          `Could not create the queue "${name}": there are already ${limits.queues} queues. Remove an empty one first.`,
        )
      insert.run(name, now, actors.current())
      return stateOf.get(name) as QueueState
    },
    update(queue: QueueRow, now: number): void {
      knownStates().delete(queue.name)
      update.run({ ...queue, now, actor: actors.current() })
    },
    remove(name: string): void {
      knownStates().delete(name)
      remove.run(name)
    },
  }
}
