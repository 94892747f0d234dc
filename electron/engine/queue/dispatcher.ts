import type { StartOrder } from '../../runner/protocol.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { RunnerClient } from '../runner-client/runner-client.ts'
import type { Store } from '../store/store.ts'
import { type Claim, claimNext } from './claim.ts'
import { type Ending, finish } from './finish.ts'

export type Dispatcher = ReturnType<typeof createDispatcher>

const retryMs = 5_000

type Parts = {
  store: Store
  clock: Clock
  log: Log
  runner: RunnerClient
  parallel: number
  orderOf: (claim: Claim) => Promise<StartOrder>
}

/** Keeps every place busy: claims what waits, sees it through, records how it ended. Wakes when asked, never polls. */
export function createDispatcher({ store, clock, log, runner, parallel, orderOf }: Parts) {
  let busy = 0
  let claiming = false
  let open = false
  let stopped = false
  /** Something came while the last claim was on its way: it may have missed it. */
  let woken = false

  function wake(): void {
    woken = true
    if (!open || claiming || busy >= parallel) return
    claiming = true
    void claimSome().finally(() => {
      claiming = false
      if (woken) wake()
    })
  }

  async function claimSome(): Promise<void> {
    try {
      while (open && busy < parallel) {
        woken = false
        const claims = await write(claimFree)
        if (claims.length === 0) return
        begin(claims)
      }
    } catch (error) {
      log.error('claiming failed', { error })
      clock.after(retryMs, wake)
    }
  }

  /** A write that may take and free places; one that fails has taken and freed none. */
  async function write<T>(op: () => T): Promise<T> {
    let change = 0
    try {
      return await store.write(() => {
        const before = busy
        try {
          return op()
        } finally {
          change = busy - before
        }
      })
    } catch (error) {
      busy -= change
      throw error
    }
  }

  /** Claims for every free place, and takes it. To be called inside a write. */
  function claimFree(): Claim[] {
    if (!open || busy >= parallel) return []
    const claims = claimNext(store, parallel - busy, clock.now())
    busy += claims.length
    return claims
  }

  /** To be called when their claims are on disk. */
  function begin(claims: Claim[]): void {
    for (const claim of claims) void carry(claim)
  }

  async function carry(claim: Claim): Promise<void> {
    const order = await prepare(claim)
    await see(claim, 'type' in order ? Promise.resolve(order) : runner.run(order))
  }

  /** What the runner is to do, or why it cannot be asked. */
  async function prepare(claim: Claim): Promise<StartOrder | (Ending & { type: 'refused' })> {
    try {
      return await orderOf(claim)
    } catch (error) {
      log.warn('an attempt could not be prepared', { attemptId: claim.attemptId, error })
      return { type: 'refused', error: `The run could not be prepared: ${(error as Error).message}` }
    }
  }

  /** From the end of an attempt to its record. */
  async function see(claim: Claim, ending: Promise<Ending>): Promise<void> {
    const known = await ending
    const next = await record(claim, known)
    runner.recorded([claim.attemptId])
    begin(next)
    wake()
  }

  /**
   * Records an outcome and, in the same write, claims for the place it frees. An outcome is never given up: while the
   * disk is full it waits, and nothing new is begun in its place.
   */
  async function record(claim: Claim, ending: Ending): Promise<Claim[]> {
    for (;;) {
      try {
        return await write(() => {
          finish(store, claim, ending, clock.now())
          busy--
          return claimFree()
        })
      } catch (error) {
        // The next engine hears of it from the runner.
        if (stopped) return []
        log.error('an outcome could not be recorded, trying again', { attemptId: claim.attemptId, error })
        await new Promise<void>((resolve) => void clock.after(retryMs, resolve))
      }
    }
  }

  return {
    /**
     * Takes up again what was running when the last engine stopped. To be done before a runner is connected: its word,
     * or its journal's, decides what became of each.
     */
    async resume(): Promise<void> {
      for (const task of store.tasks.running()) {
        const claim = claimAgain(store, task.id, task.token ?? '')
        if (task.stopAsked !== null) runner.stop(claim.attemptId)
        busy++
        const order = await prepare(claim)
        void see(claim, 'type' in order ? Promise.resolve(order) : runner.run(order))
      }
    },
    start(): void {
      open = true
      wake()
    },
    stop(): void {
      open = false
      stopped = true
    },
    wake,
  }
}

function claimAgain(store: Store, taskId: string, attemptId: string): Claim {
  const work = store.tasks.work(taskId)
  return { ...work, attemptId, attempt: work.attempts, logPath: store.attempts.logPath(attemptId) ?? '' }
}
