import type { Actor } from '../../../shared/model/actor.ts'
import { currentActor } from '../base/actor.ts'
import type { Operation } from './commit-group.ts'

/** Parts of the engine that an operation can wake. */
export type Part = 'dispatcher' | 'run waits' | 'backfills' | 'conditions' | 'scheduler' | 'alerts'

export type Ask = { wake: Part } | { stop: StopAsk }

/** The attempt to stop, and who stops it. */
export type StopAsk = { attemptId: string; by: Actor }

/** One object for each part, because parts are woken with every task. */
const wakes: Record<Part, Ask> = {
  dispatcher: { wake: 'dispatcher' },
  'run waits': { wake: 'run waits' },
  backfills: { wake: 'backfills' },
  conditions: { wake: 'conditions' },
  scheduler: { wake: 'scheduler' },
  alerts: { wake: 'alerts' },
}

/** The parts that answer asks. */
export type Answers = {
  /**
   * Claims, in the commit of the operation that woke the dispatcher and after all other operations of that commit. Returns a
   * function that starts the claims once they are on disk.
   */
  claim(): () => void
  /** The claim was rolled back, alone or with its commit. */
  claimFailed(error: unknown): void
  /** Stops attempts before the writers of the operations are notified of the commit. */
  stop(asks: StopAsk[]): void
  /** A commit that was reported as failed may be on disk: its claims and stops have to be read from there. */
  doubt(): void
  /** Every other part is woken when the commit is on disk. */
  wake: Record<Exclude<Part, 'dispatcher'>, () => void>
}

export type Asks = ReturnType<typeof createAsks>

/**
 * What operations ask for besides their writes. Asks are recorded like events: an operation that is rolled back asks for
 * nothing, and nothing is done before its commit is on disk.
 */
export function createAsks(note: (ask: Ask) => void) {
  let answers: Answers | null = null

  function wakeAll(asks: Ask[]): void {
    const parts = new Set<Part>()
    for (const ask of asks) if ('wake' in ask) parts.add(ask.wake)
    for (const part of parts) if (part !== 'dispatcher') answers?.wake[part]()
  }

  return {
    /** Call inside a write, like `stop`. */
    wake: (part: Part): void => note(wakes[part]),
    stop: (attemptId: string): void => note({ stop: { attemptId, by: currentActor() } }),
    /** Call once, when all parts exist. Until then nothing is woken, and nothing is claimed. */
    answerBy(given: Answers): void {
      answers = given
    },
    /** Work that a commit does as well, after all its operations, if they ask for it. */
    claimAskedBy(asks: Ask[]): Operation | null {
      if (answers === null || !asks.some((ask) => 'wake' in ask && ask.wake === 'dispatcher')) return null
      const { claim, claimFailed } = answers
      return { label: 'claim', run: claim, resolve: (begin) => queueMicrotask(begin as () => void), reject: claimFailed }
    },
    /** Call when the commit is on disk. */
    done(asks: Ask[]): void {
      const stops = asks.flatMap((ask) => ('stop' in ask ? [ask.stop] : []))
      if (stops.length > 0) answers?.stop(stops)
      wakeAll(asks)
    },
    /** Call when it is unknown whether the commit is on disk. */
    doubt(asks: Ask[]): void {
      answers?.doubt()
      wakeAll(asks)
    },
  }
}
