import type { Stage } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

/** The state of a task that has not ended. */
export type Place = Stage | 'running'
export type Counts = Record<Place, number>
export type TallyMove = { queue: string; from: Place | null; to: Place | null }

/** A task becomes ready, is due at another time, or has left its slot to the next. */
export const mayLetClaim = ({ from, to }: TallyMove): boolean => to === 'ready' || to === 'delayed' || from === 'running'

export type Tally = ReturnType<typeof createTally>

const none = (): Counts => ({ ready: 0, delayed: 0, held: 0, running: 0 })

const conditions: Record<Place, string> = {
  ready: `stage = 'ready'`,
  delayed: `stage = 'delayed'`,
  held: `stage = 'held'`,
  running: `status = 'running'`,
}

/**
 * The number of tasks in each state, without counting rows: counted once at the start, and maintained from then on. `note`
 * holds a move back until it is committed.
 */
export function createTally(db: Db, note: (move: TallyMove) => void) {
  const queues = new Map<string, Counts>()
  const total = none()
  let isKnown = false
  /** A write that is not on disk yet may have made a task held. */
  let mayHold = false
  countUnlessKnown()

  /** Not within a transaction: its moves are applied when it is on disk. */
  function countUnlessKnown(): void {
    if (isKnown || db.inTransaction) return
    queues.clear()
    Object.assign(total, none())
    for (const [place, where] of Object.entries(conditions) as [Place, string][]) {
      const rows = db.prepare(`SELECT queue, count(*) AS n FROM task WHERE ${where} GROUP BY queue`).all()
      for (const { queue, n } of rows as { queue: string; n: number }[]) add(queue, place, n)
    }
    isKnown = true
  }

  function add(queue: string, place: Place | null, n: number): void {
    if (place === null) return
    let counts = queues.get(queue)
    if (!counts) queues.set(queue, (counts = none()))
    counts[place] += n
    total[place] += n
  }

  return {
    note(move: TallyMove): void {
      if (move.to === 'held') mayHold = true
      note(move)
    },
    /** Call when a move is on disk. */
    apply({ queue, from, to }: TallyMove): void {
      if (!isKnown) return
      add(queue, from, -1)
      add(queue, to, 1)
    },
    /** Call when all moves of a commit were applied. */
    applied(): void {
      mayHold = false
    },
    /** The effect of the last commit is unknown: count again at the next request. */
    doubt(): void {
      isKnown = false
    },
    of(queue: string): Readonly<Counts> {
      countUnlessKnown()
      return queues.get(queue) ?? none()
    },
    /** No task on disk is delayed. False also while that is unknown. */
    hasNoneDelayed: (): boolean => isKnown && total.delayed === 0,
    /** No task is held, on disk or in the current write. False also while that is unknown. */
    hasNoneHeld: (): boolean => isKnown && !mayHold && total.held === 0,
    total(): Readonly<Counts> {
      countUnlessKnown()
      return total
    },
  }
}
