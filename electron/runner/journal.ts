import { appendFileSync, closeSync, fstatSync, ftruncateSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Outcome } from './protocol.ts'

/**
 * The runner's record in case it dies: written before a child is started, after it has a pid, and when it has ended. Lines
 * that no longer matter are dropped from time to time.
 */
export type JournalLine =
  | { type: 'starting'; attemptId: string }
  | { type: 'started'; attemptId: string; pid: number; birth: string | null; at: number }
  | { type: 'ended'; outcome: Outcome }

export type JournalEntry = { pid: number | null; birth: string | null; outcome: Outcome | null }

export type Journal = {
  path: string
  /** Returns the error code if the disk did not accept the line. */
  add(line: JournalLine): string | null
  /** Drops every line. */
  clear(): void
  /** Drops all but these lines, once that saves enough. */
  shrink(kept: () => JournalLine[]): void
  close(): void
}

/** Below this a journal is not worth rewriting. */
const largeBytes = 4 * 1024 * 1024

export function openJournal(path: string): Journal {
  let fd = openSync(path, 'a', 0o600)
  /** An earlier runner of the same spawner may have begun it. */
  let bytes = fstatSync(fd).size
  /** The disk, or an earlier runner, may have written half a line: the next line must not be read as its end. */
  let torn = bytes > 0
  return {
    path,
    add(line) {
      try {
        const text = `${torn ? '\n' : ''}${JSON.stringify(line)}\n`
        appendFileSync(fd, text)
        torn = false
        bytes += Buffer.byteLength(text)
        return null
      } catch (error) {
        torn = true
        return (error as NodeJS.ErrnoException).code ?? 'EIO'
      }
    },
    clear() {
      try {
        ftruncateSync(fd, 0)
        bytes = 0
      } catch {
        // Entries beyond that are known to have ended.
      }
    },
    shrink(kept) {
      if (bytes < largeBytes) return
      const text = kept()
        .map((line) => `${JSON.stringify(line)}\n`)
        .join('')
      try {
        writeFileSync(`${path}.new`, text, { mode: 0o600 })
        renameSync(`${path}.new`, path)
        closeSync(fd)
        fd = openSync(path, 'a', 0o600)
        bytes = Buffer.byteLength(text)
      } catch {
        // The disk is full: the old journal still has every line.
      }
    },
    close: () => closeSync(fd),
  }
}

/** The journal by attempt. A torn last line is ignored. */
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
