import { Socket } from 'node:net'
import { readJournal } from './journal.ts'
import { journalPath, type Outcome } from './protocol.ts'
import { connectSpawner, type Resumed, type Spawner } from './spawner.ts'

/** The spawner that started this runner, by the file it gave it; null without one. */
export async function spawnerOfThis(gone: () => void): Promise<Spawner | null> {
  const fd = process.env['LOCALFLOW_SPAWNER']
  delete process.env['LOCALFLOW_SPAWNER']
  return fd === undefined ? null : connectSpawner(new Socket({ fd: Number(fd), readable: true, writable: true }), gone)
}

/** All runners of one spawner have one journal: what only it knows is known to the next of them. */
export const journalOf = (folder: string, spawner: Spawner | null): string =>
  spawner ? journalPath(folder, spawner.pid, spawner.began) : journalPath(folder, process.pid, Date.now())

export type Left = { ended: Outcome[]; running: Resumed[] }

/**
 * What an earlier runner of this spawner left. An attempt that it wrote down and the spawner does not know was never started:
 * the engine orders it again.
 */
export function leftBy(journal: string, spawner: Spawner): Left {
  const entries = readJournal(journal)
  const ended = [...entries.values()].flatMap(({ outcome }) => outcome ?? [])
  const known = new Set(ended.map(({ attemptId }) => attemptId))
  for (const { id } of spawner.resumed) if (known.has(id)) spawner.done(id)
  return { ended, running: spawner.resumed.filter(({ id }) => !known.has(id)) }
}
