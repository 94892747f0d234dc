import { readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type JournalEntry, readJournal } from '../../runner/journal.ts'
import { birthOf, countGroup, signalGroup } from '../../runner/process-group.ts'
import { isJournal, runnerFolder } from '../../runner/protocol.ts'
import { sweep } from '../../runner/sweep.ts'

/** Entries of former runners about attempts whose end is not recorded. */
export type LeftJournals = { get(attemptId: string): JournalEntry | undefined; recorded(attemptIds: string[]): void }

/** Reads the journals of all former runners of that folder. They are deleted when nothing in them is `unrecorded`. */
export function readLeftJournals(folder: string, living: string, unrecorded: ReadonlySet<string>): LeftJournals {
  const paths = readdirSync(folder)
    .filter(isJournal)
    .map((name) => join(folder, name))
    .filter((path) => resolve(path) !== resolve(living))
  const entries = new Map(paths.flatMap((path) => [...readJournal(path)]))
  const open = new Set([...entries.keys()].filter((attemptId) => unrecorded.has(attemptId)))
  const removeWhenDone = () => {
    if (open.size === 0) for (const path of paths.splice(0)) rmSync(path, { force: true })
  }
  removeWhenDone()
  return {
    get: (attemptId) => entries.get(attemptId),
    recorded(attemptIds) {
      for (const id of attemptIds) open.delete(id)
      removeWhenDone()
    },
  }
}

/**
 * The numbers of additional runners that left a journal: only the next runner of that number, and the engine that connects
 * to it, cleans up.
 */
export function leftRunners(dataFolder: string): number[] {
  return namesIn(dataFolder).flatMap((name) => {
    const number = Number(/^runner-([2-9]|[1-9]\d)$/.exec(name)?.[1] ?? 0)
    return number > 1 && namesIn(runnerFolder(dataFolder, number)).some(isJournal) ? [number] : []
  })
}

/** A folder that cannot be read has nothing to clean up. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/**
 * Kills what a dead runner left running: the group of a process only if its start time is the one in the journal, never a
 * bare pid; and every process with the attempt's mark. If the leader is gone, a living group keeps its number from being
 * reused. Returns how many processes survive.
 */
export async function killLeftover(attemptId: string, { pid, birth }: JournalEntry): Promise<number> {
  if (pid !== null && birth !== null) {
    const now = birthOf(pid)
    if (now === null ? countGroup(pid) > 0 : now === birth) signalGroup(pid, 'SIGKILL')
  }
  return (await sweep(attemptId)).length
}
