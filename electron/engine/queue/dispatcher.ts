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
        const claims = await store.write(() => claimNext(store, parallel - busy, clock.now()))
        if (claims.length === 0) return
        for (const claim of claims) void carry(claim)
      }
    } catch (error) {
      log.error('claiming failed', { error })
      clock.after(retryMs, wake)
    }
  }

  async function carry(claim: Claim): Promise<void> {
    busy++
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
    try {
      const known = await ending
      await record(() => finish(store, claim, known, clock.now()))
      runner.recorded([claim.attemptId])
    } finally {
      busy--
      wake()
    }
  }

  /** An outcome is never given up: while the disk is full it waits, and nothing new is begun in its place. */
  async function record(op: () => unknown): Promise<void> {
    for (;;) {
      try {
        return void (await store.write(op))
      } catch (error) {
        log.error('an outcome could not be recorded, trying again', { error })
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
        busy++
        const order = await prepare(claim)
        void see(claim, 'type' in order ? Promise.resolve(order) : runner.run(order))
        if (task.stopAsked !== null) runner.stop(claim.attemptId)
      }
    },
    start(): void {
      open = true
      wake()
    },
    stop(): void {
      open = false
    },
    wake,
    busy: (): number => busy,
  }
}

function claimAgain(store: Store, taskId: string, attemptId: string): Claim {
  const work = store.tasks.work(taskId)
  return { ...work, attemptId, attempt: work.attempts, logPath: store.attempts.logPath(attemptId) ?? '' }
}
