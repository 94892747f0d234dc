import { AppError } from '../../../shared/errors.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Queue } from '../../../shared/model/task.ts'
import type { Db } from './db.ts'

export type QueueRow = Pick<Queue, 'name' | 'cap' | 'state' | 'note' | 'changedAt'>

export type Queues = ReturnType<typeof createQueues>

export function createQueues(db: Db) {
  const columns = 'name, cap, state, note, changed_at AS changedAt'
  const all = db.prepare(`SELECT ${columns} FROM queue ORDER BY name`)
  const get = db.prepare(`SELECT ${columns} FROM queue WHERE name = ?`)
  const count = db.prepare('SELECT count(*) FROM queue').pluck()
  const insert = db.prepare('INSERT INTO queue (name, changed_at) VALUES (?, ?)')
  const update = db.prepare('UPDATE queue SET cap = :cap, state = :state, note = :note, changed_at = :now WHERE name = :name')
  const remove = db.prepare('DELETE FROM queue WHERE name = ?')

  return {
    list: (): QueueRow[] => all.all() as QueueRow[],
    get: (name: string): QueueRow | null => (get.get(name) as QueueRow | undefined) ?? null,
    /** The queue of that name; it comes into being when first named. Throws conflict when there are too many. */
    need(name: string, now: number): QueueRow {
      const known = get.get(name) as QueueRow | undefined
      if (known) return known
      if ((count.get() as number) >= limits.queues)
        throw new AppError(
          'conflict',
          `There are ${limits.queues} queues already. Remove one that is empty before "${name}" is made.`,
        )
      insert.run(name, now)
      return { name, cap: null, state: 'open', note: null, changedAt: now }
    },
    update: (queue: QueueRow, now: number): void => void update.run({ ...queue, now }),
    remove: (name: string): void => void remove.run(name),
  }
}
