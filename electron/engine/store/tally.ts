import type { Stage } from '../../../shared/run-state.ts'
import type { Db } from './db.ts'

/** Where a task that has not ended is. */
export type Place = Stage | 'running'
export type Counts = Record<Place, number>
export type TallyMove = { queue: string; from: Place | null; to: Place | null }

/** A task may begin, comes due another time, or has left its slot to the next. */
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
 * How many tasks are where, without counting rows: counted once at the start, and kept from then on. `note` keeps a move
 * back until it is committed.
 */
export function createTally(db: Db, note: (move: TallyMove) => void) {
  const queues = new Map<string, Counts>()
  const total = none()
  let isKnown = false
  /** A write that is not on disk yet may have made a task held. */
  let mayHold = false
  countUnlessKnown()

  /** Not within a transaction: what that moves is told when it is on disk. */
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
    /** To be called when a move is on disk. */
    apply({ queue, from, to }: TallyMove): void {
      if (!isKnown) return
      add(queue, from, -1)
      add(queue, to, 1)
    },
    /** To be called when all moves of a commit were applied. */
    applied(): void {
      mayHold = false
    },
    /** Nobody knows what the last commit did: counted again when somebody asks next. */
    doubt(): void {
      isKnown = false
    },
    of(queue: string): Readonly<Counts> {
      countUnlessKnown()
      return queues.get(queue) ?? none()
    },
    /** No task that is on disk is delayed. False also while that is not known. */
    hasNoneDelayed: (): boolean => isKnown && total.delayed === 0,
    /** No task is held, on disk or in the write under way. False also while that is not known. */
    hasNoneHeld: (): boolean => isKnown && !mayHold && total.held === 0,
    total(): Readonly<Counts> {
      countUnlessKnown()
      return total
    },
  }
}
