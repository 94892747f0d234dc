import { readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type JournalEntry, readJournal } from '../../runner/journal.ts'
import { birthOf, countGroup, signalGroup } from '../../runner/process-group.ts'
import { isJournal, runnerFolder } from '../../runner/protocol.ts'

/** What runners that are gone wrote of the attempts whose end nobody recorded. */
export type LeftJournals = { get(attemptId: string): JournalEntry | undefined; recorded(attemptIds: string[]): void }

/** Reads all journals but that of the living runner. They are deleted when nothing in them is `unrecorded` any more. */
export function readLeftJournals(dataFolder: string, living: string, unrecorded: ReadonlySet<string>): LeftJournals {
  const folder = runnerFolder(dataFolder)
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
 * Kills what a dead runner left running: a process only if it was born when the journal says, never a bare pid. Where its
 * leader is gone, a group that still lives keeps the number from anybody else.
 */
export function killLeftover({ pid, birth }: JournalEntry): boolean {
  if (pid === null || birth === null) return false
  const now = birthOf(pid)
  const isOurs = now === null ? countGroup(pid) > 0 : now === birth
  return isOurs && signalGroup(pid, 'SIGKILL')
}
