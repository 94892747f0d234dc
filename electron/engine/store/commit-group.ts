import { systemActor } from '../../../shared/model/actor.ts'
import { actAs } from '../base/actor.ts'
import { pause } from '../base/clock.ts'
import type { Db } from './db.ts'
import type { OperationLabel } from './operation-labels.ts'
import { explainTrouble, writeTroubleOf } from './write-trouble.ts'

/** How long one group may hold the event loop before the rest waits for the next turn. */
const holdMs = 4

/** How long another program may hold the database before writers get an error, and the interval between attempts. */
const patienceMs = 4_000
const lockedAgainMs = 20

export type Operation = {
  label: OperationLabel
  run: () => unknown
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

export type CommitGroup = {
  /** Runs `op` inside the group's transaction and resolves when that is on disk. An `op` that throws rolls back only itself. */
  submit<T>(label: OperationLabel, op: () => T): Promise<T>
  /** Within an operation: runs a part of it that is rolled back alone if it throws. */
  part<T>(op: () => T): T
  /** Published after the commit, before the writers are notified. Call inside an operation. */
  note(event: unknown): void
  /** How many operations and commits were rolled back: values read from the database in between may be gone. */
  undoings(): number
  /** Commits pending operations now. */
  flush(): void
}

/**
 * Writes of the same turn of the event loop share one transaction and so one flush to disk. Nothing is acknowledged
 * before the commit that holds it.
 */
export function createCommitGroup<E>(
  db: Db,
  announce: (events: E[]) => void,
  on: {
    /** Called before each commit starts; if it throws, the commit fails. */
    before?: () => void
    /** Called before each operation, after earlier ones were completed or rolled back. */
    each?: () => void
    /** Gets the error of a failed commit. */
    failed?: (error: unknown) => void
    /** Gets the events of a commit that reported a failure, and may be on disk all the same. */
    doubted?: (events: E[]) => void
    /** Work that the notes of a commit ask for within it, once, after all of its operations. */
    last?: (notes: readonly E[]) => Operation | null
  } = {},
  longestTurnMs = holdMs,
): CommitGroup & { note(event: E): void } {
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const savepoints = new Map<OperationLabel, Savepoint>()
  const waiting: Operation[] = []
  let scheduled = false
  /** Since when another program holds the database. */
  let lockedSince: number | null = null
  let notes: E[] = []
  let isRunning = false
  let undone = 0

  function schedule(): void {
    if (scheduled) return
    scheduled = true
    if (lockedSince === null) setImmediate(flushLater)
    else void pause(lockedAgainMs).then(flushLater)
  }

  /** The actor of the first operation of a commit does not act in its consequences. */
  const flushLater = (): void => actAs(systemActor, flushNext)

  function flushNext(): void {
    scheduled = false
    if (waiting.length === 0) return
    try {
      flushOnce(longestTurnMs, patienceMs)
    } finally {
      if (waiting.length > 0) schedule()
    }
  }

  /** False: another program holds the database, and may for a while. */
  function begins(patience: number): boolean {
    try {
      begin.run()
      lockedSince = null
      return true
    } catch (error) {
      if (writeTroubleOf(error) !== 'locked') throw error
      lockedSince ??= performance.now()
      if (performance.now() - lockedSince < patience) return false
      throw error
    }
  }

  function flushOnce(budgetMs: number, patience: number): void {
    const until = performance.now() + budgetMs
    const acknowledgements: (() => void)[] = []
    const taken: Operation[] = []
    let committing = false
    try {
      on.before?.()
      if (!begins(patience)) return
      while (waiting.length > 0 && (taken.length === 0 || performance.now() < until)) {
        const operation = waiting.shift() as Operation
        taken.push(operation)
        acknowledgements.push(runOne(operation))
      }
      const last = on.last?.(notes) ?? null
      if (last) {
        taken.push(last)
        acknowledgements.push(runOne(last))
      }
      committing = true
      commit.run()
    } catch (error) {
      const isUnsure = committing && !db.inTransaction
      if (db.inTransaction) rollback.run()
      undone++
      const untold = notes
      notes = []
      const explained = explainTrouble(error, isUnsure)
      for (const operation of taken.length > 0 ? taken : waiting.splice(0)) operation.reject(explained)
      on.failed?.(error)
      if (isUnsure) on.doubted?.(untold)
      return
    }
    const events = notes
    notes = []
    try {
      if (events.length > 0) announce(events)
    } finally {
      // It is on disk, whatever its listeners do.
      for (const acknowledge of acknowledgements) acknowledge()
    }
  }

  function savepointOf(label: OperationLabel): Savepoint {
    let found = savepoints.get(label)
    if (!found) savepoints.set(label, (found = prepareSavepoint(db, label)))
    return found
  }

  function runOne({ label, run, resolve, reject }: Operation): () => void {
    const before = notes.length
    const { begin, release, undo } = savepointOf(label)
    begin.run()
    isRunning = true
    try {
      on.each?.()
      const value = run()
      release.run()
      return () => resolve(value)
    } catch (error) {
      // A full disk ends the whole transaction by itself; then nothing of it may be acknowledged.
      if (!db.inTransaction || writeTroubleOf(error) !== null) throw error
      undo.run()
      release.run()
      undone++
      notes.length = before
      return () => reject(error)
    } finally {
      isRunning = false
    }
  }

  return {
    submit: <T>(label: OperationLabel, run: () => T): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ label, run, resolve: resolve as (value: unknown) => void, reject })
        schedule()
      }),
    part<T>(op: () => T): T {
      if (!isRunning) throw new Error('only an operation has parts')
      const before = notes.length
      const { begin, release, undo } = savepointOf('a part of an operation')
      begin.run()
      try {
        const value = op()
        release.run()
        return value
      } catch (error) {
        if (!db.inTransaction || writeTroubleOf(error) !== null) throw error
        undo.run()
        release.run()
        undone++
        notes.length = before
        throw error
      }
    },
    note(event: E): void {
      if (!isRunning) throw new Error('only an operation can have something announced, or ask for it')
      notes.push(event)
    },
    undoings: () => undone,
    flush: () => {
      while (waiting.length > 0) flushOnce(Number.POSITIVE_INFINITY, 0)
    },
  }
}

/** The savepoint is named after the label, which shows in a trace of the statements and identifies crash points. */
const prepareSavepoint = (db: Db, label: OperationLabel) => ({
  begin: db.prepare(`SAVEPOINT "${label}"`),
  release: db.prepare(`RELEASE "${label}"`),
  undo: db.prepare(`ROLLBACK TO "${label}"`),
})

type Savepoint = ReturnType<typeof prepareSavepoint>
