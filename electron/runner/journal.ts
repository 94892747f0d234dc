import { appendFileSync, closeSync, ftruncateSync, openSync, readFileSync } from 'node:fs'
import type { Outcome } from './protocol.ts'

/**
 * What the runner did, for the case that it dies: written before a child is started, after it has a pid, and when it
 * has ended. Emptied whenever nothing in it matters any more.
 */
export type JournalLine =
  | { type: 'starting'; attemptId: string }
  | { type: 'started'; attemptId: string; pid: number; birth: string | null; at: number }
  | { type: 'ended'; outcome: Outcome }

export type JournalEntry = { pid: number | null; birth: string | null; outcome: Outcome | null }

export type Journal = { path: string; add(line: JournalLine): boolean; clear(): void; close(): void }

export function openJournal(path: string): Journal {
  const fd = openSync(path, 'a', 0o600)
  return {
    path,
    /** False: the disk did not take the line. */
    add(line) {
      try {
        appendFileSync(fd, `${JSON.stringify(line)}\n`)
        return true
      } catch {
        return false
      }
    },
    clear: () => ftruncateSync(fd, 0),
    close: () => closeSync(fd),
  }
}

/** What a journal says of each attempt. A torn last line is ignored. */
export function readJournal(path: string): Map<string, JournalEntry> {
  const entries = new Map<string, JournalEntry>()
  for (const line of readLines(path)) {
    if (line.type === 'starting') entries.set(line.attemptId, { pid: null, birth: null, outcome: null })
    if (line.type === 'started') entries.set(line.attemptId, { pid: line.pid, birth: line.birth, outcome: null })
    if (line.type === 'ended') {
      const entry = entries.get(line.outcome.attemptId)
      entries.set(line.outcome.attemptId, { pid: entry?.pid ?? null, birth: entry?.birth ?? null, outcome: line.outcome })
    }
  }
  return entries
}

function readLines(path: string): JournalLine[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as JournalLine]
    } catch {
      return []
    }
  })
}
