import type { Operation } from './commit-group.ts'

/** Parts of the engine that an operation can wake. */
export type Part = 'dispatcher' | 'run waits' | 'backfills' | 'conditions' | 'scheduler'

export type Ask = { wake: Part } | { stop: string }

/** One of each: parts are asked for with every task. */
const wakes: Record<Part, Ask> = {
  dispatcher: { wake: 'dispatcher' },
  'run waits': { wake: 'run waits' },
  backfills: { wake: 'backfills' },
  conditions: { wake: 'conditions' },
  scheduler: { wake: 'scheduler' },
}

/** Who does what operations ask for. */
export type Answers = {
  /**
   * Claims, in the commit of the operation that woke the dispatcher and behind all others of that commit. Gives what begins the
   * claims once they are on disk.
   */
  claim(): () => void
  /** The claim was undone, alone or with its commit. */
  claimFailed(error: unknown): void
  /** Stops attempts, before those who submitted the operations hear of the commit. */
  stop(attemptIds: string[]): void
  /** A commit that was reported as failed may be on disk: what it claimed and whom it stops has to be read from there. */
  doubt(): void
  /** Every other part is woken when the commit is on disk. */
  wake: Record<Exclude<Part, 'dispatcher'>, () => void>
}

export type Asks = ReturnType<typeof createAsks>

/**
 * What operations ask for beside what they write. Asks are noted like events: an operation that is undone asks for nothing, and
 * nothing is done before its commit is on disk.
 */
export function createAsks(note: (ask: Ask) => void) {
  let answers: Answers | null = null

  function wakeAll(asks: Ask[]): void {
    const parts = new Set<Part>()
    for (const ask of asks) if ('wake' in ask) parts.add(ask.wake)
    for (const part of parts) if (part !== 'dispatcher') answers?.wake[part]()
  }

  return {
    /** To be called inside a write, as `stop`. */
    wake: (part: Part): void => note(wakes[part]),
    stop: (attemptId: string): void => note({ stop: attemptId }),
    /** To be called once, when all parts are there. Until then nobody is woken, and nothing is claimed. */
    answerBy(given: Answers): void {
      answers = given
    },
    /** What a commit whose operations ask for this does as well, behind all of them. */
    claimAskedBy(asks: Ask[]): Operation | null {
      if (answers === null || !asks.some((ask) => 'wake' in ask && ask.wake === 'dispatcher')) return null
      const { claim, claimFailed } = answers
      return { label: 'claim', run: claim, resolve: (begin) => queueMicrotask(begin as () => void), reject: claimFailed }
    },
    /** To be called when the commit is on disk. */
    done(asks: Ask[]): void {
      const attempts = asks.flatMap((ask) => ('stop' in ask ? [ask.stop] : []))
      if (attempts.length > 0) answers?.stop(attempts)
      wakeAll(asks)
    },
    /** To be called when nobody knows whether the commit is on disk. */
    doubt(asks: Ask[]): void {
      answers?.doubt()
      wakeAll(asks)
    },
  }
}
