import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import { type Decision, decisionTypes, type Fact, type FlowEvent, factTypes } from '../../../shared/flow/events.ts'
import { fold } from '../../../shared/flow/fold.ts'
import { emptyState, type FlowState, stateVersion } from '../../../shared/flow/state.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Db } from './db.ts'
import type { Events } from './events.ts'
import type { Flows } from './flows.ts'

/** The stored events cannot be the history of a run: one is missing, or has an unknown type. */
export class DamagedHistory extends AppError {
  constructor(message: string) {
    super('conflict', message)
    this.name = 'DamagedHistory'
  }
}

/** The history of a flow's run. Only `append` changes it. */
export type History = {
  run: number
  id: string
  jobId: string | null
  definition: Definition
  state: FlowState
  /** The most characters of its state: of its last snapshot, and of all events since. */
  size: number
}

/** How much is cached, in short histories; others are read again when they get an event. */
const keptAtMost = 5_000
const charactersOfShort = 2_000
/** A snapshot is written after so many events since the last, and one more for so many characters of it. */
const snapshotEvery = 500
const charactersPerEvent = 200
const endedSnapshotFrom = 200

type Kept = History & {
  snapshotAt: number
  every: number /** How many writes had been rolled back when it was last compared with the disk. */
  undoings: number
}
type Row = { n: number; at: number; type: string; data: string }

export type Histories = ReturnType<typeof createHistories>

/**
 * Runs of flows as folds over their events. After a write was rolled back (`undoings` counts them), cached states are
 * compared with the newest event on disk before they are used again.
 */
export function createHistories(db: Db, events: Events, flows: Pick<Flows, 'definition'>, undoings: () => number) {
  const newest = db.prepare('SELECT max(n) FROM event WHERE run = ?').pluck()
  const rows = db.prepare('SELECT n, at, type, data FROM event WHERE run = ? AND n > ? ORDER BY n')
  const newestRows = db.prepare('SELECT n, at, type, data FROM event WHERE run = ? AND n > 0 ORDER BY n DESC LIMIT ?')
  const facts = db.prepare(
    'SELECT r.id, r.job_id AS jobId, x.definition FROM flow_run x JOIN run r ON r.number = x.run WHERE x.run = ?',
  )
  const snapshotOf = db.prepare('SELECT n, state FROM flow_snapshot WHERE run = ?')
  const keepSnapshot = db.prepare('INSERT OR REPLACE INTO flow_snapshot (run, n, state) VALUES (?, ?, ?)')
  /** The most recently used one comes last. */
  const kept = new Map<number, Kept>()
  let weight = 0

  function load(run: number): History {
    const known = kept.get(run)
    drop(run)
    const history = known && isCurrent(known) ? known : read(run)
    while (weight > keptAtMost && kept.size > 0) drop(kept.keys().next().value ?? 0)
    kept.set(run, history)
    weight += weightOf(history.size)
    return history
  }

  function isCurrent(known: Kept): boolean {
    if (known.undoings === undoings()) return true
    known.undoings = undoings()
    return known.state.n === (newest.get(known.run) ?? 0)
  }

  function drop(run: number): void {
    const known = kept.get(run)
    if (known) weight -= weightOf(known.size)
    kept.delete(run)
  }

  function resize(history: History, size: number): void {
    if (kept.get(history.run) === history) weight += weightOf(size) - weightOf(history.size)
    history.size = size
  }

  function read(run: number): Kept {
    const row = facts.get(run) as { id: string; jobId: string | null; definition: string } | undefined
    if (!row) throw new AppError('not-found', `Run ${run} is not a run of a flow.`)
    const definition = flows.definition(row.definition)
    const snapshot = readSnapshot(run)
    const state = snapshot?.state ?? emptyState()
    let size = snapshot?.size ?? 0
    for (const row of rows.all(run, state.n) as Row[]) {
      follow(definition, state, eventOf(row))
      size += row.data.length
    }
    return {
      run,
      id: row.id,
      jobId: row.jobId,
      definition,
      state,
      snapshotAt: snapshot?.state.n ?? 0,
      every: everyFor(snapshot?.size ?? 0),
      size,
      undoings: undoings(),
    }
  }

  function readSnapshot(run: number): { state: FlowState; size: number } | null {
    const row = snapshotOf.get(run) as { n: number; state: string } | undefined
    if (!row) return null
    const { version, state } = JSON.parse(row.state) as { version: number; state: FlowState }
    return version === stateVersion && state.n === row.n ? { state, size: row.state.length } : null
  }

  function snapshot(history: History): void {
    const text = JSON.stringify({ version: stateVersion, state: history.state })
    keepSnapshot.run(history.run, history.state.n, text)
    resize(history, text.length)
    const known = kept.get(history.run)
    if (known !== history) return
    known.snapshotAt = history.state.n
    known.every = everyFor(text.length)
  }

  return {
    load,
    /** Call when its run is deleted. */
    forget: drop,
    /** Writes the next event and folds it. Call inside a write, with the result of `load` in the same write. */
    append(history: History, event: Decision | Fact, now: number): void {
      const { run, id, jobId, definition, state } = history
      const n = state.n + 1
      const data = event.data as Record<string, unknown>
      const length = events.appendMeasured({ noun: 'run', run, id, jobId, at: now, n, type: event.type, data })
      fold(definition, state, { ...event, n, at: now })
      resize(history, history.size + length)
      const known = kept.get(run)
      if (known !== history) return
      // An ended run is read often, so it gets a snapshot instead of being folded from its start each time.
      const isDue = n - known.snapshotAt >= (state.closed === null ? known.every : endedSnapshotFrom)
      if (isDue) snapshot(known)
    },
    /** Whether there is space for more data. Data since the last snapshot may have replaced earlier data. */
    hasRoom(history: History, characters: number): boolean {
      if (history.size + characters <= limits.flowDataChars) return true
      snapshot(history)
      return history.size + characters <= limits.flowDataChars
    },
    /** The newest events, newest first. */
    newest: (run: number, limit: number): FlowEvent[] => (newestRows.all(run, limit) as Row[]).map(eventOf),
    /** All of it, or what comes after an event. */
    events: (run: number, after: number): FlowEvent[] => (rows.all(run, after) as Row[]).map(eventOf),
  }
}

const eventOf = ({ n, at, type, data }: Row): FlowEvent => ({ n, at, type, data: JSON.parse(data) as unknown }) as FlowEvent

/** Throws DamagedHistory for an event that cannot follow, or that only a newer release knows. */
function follow(definition: Definition, state: FlowState, event: FlowEvent): void {
  const expected = state.n + 1
  if (event.n !== expected)
    throw new DamagedHistory(`The history of the run is damaged: event ${expected}, before event ${event.n}, is missing.`)
  if (!decisionTypes.includes(event.type) && !factTypes.includes(event.type))
    throw new DamagedHistory(
      `Event ${event.n} of the history of the run is "${event.type}", which needs a newer LocalFlow. Update LocalFlow.`,
    )
  try {
    fold(definition, state, event)
  } catch (error) {
    throw new DamagedHistory(`The history of the run is damaged: ${(error as Error).message}.`)
  }
}

const weightOf = (characters: number): number => 1 + Math.floor(characters / charactersOfShort)

const everyFor = (characters: number): number => Math.max(snapshotEvery, Math.ceil(characters / charactersPerEvent))
