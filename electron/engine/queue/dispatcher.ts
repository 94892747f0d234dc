import type { TaskType } from '../../../shared/model/task.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, retryMs } from '../base/wake-loop.ts'
import type { Claim, Ending } from './attempt.ts'
import { createCarried } from './carried.ts'
import { claimAgain, claimNext, leaseMs, looksAhead, mayStartApart } from './claim.ts'
import { type Context, couldNotStart, type Executor } from './executor.ts'
import { finish } from './finish.ts'
import { extend, rescue } from './lease.ts'
import type { Core } from './run-kind.ts'
import { createSlots } from './slots.ts'

export type Dispatcher = ReturnType<typeof createDispatcher>

type Parts = {
  core: Core
  clock: Clock
  log: Log
  disk: { trouble(): unknown; back(abort?: AbortSignal): Promise<void>; watch(): void }
  executors: Record<TaskType, Executor>
  parallel: number
  /** The number of the runner for the next claim. */
  runner: () => number
  random: () => number
}

/**
 * Uses every slot: claims tasks that may start, carries them out, and records how they ended. Wakes when asked and when the
 * next task is due; never polls.
 */
export function createDispatcher({ core, clock, log, disk, executors, parallel, runner, random }: Parts) {
  const { store } = core
  const slots = createSlots(parallel)
  const carried = createCarried(store)
  let stopped = false
  /** The tasks of the last claim, until its commit is known to be on disk. */
  let chosen: Claim[] = []
  /** Whether a commit is on disk is unknown, and could not be read since: nothing is claimed until it can. */
  let isInDoubt = false
  let nextLease = 0
  /** Why nothing can be claimed, as of the last attempt. */
  let problem: string | null = null
  const loop = createWakeLoop(
    { clock, log, storage: disk },
    {
      failure: 'could not claim due tasks',
      look,
      nextDue: () => (looksAhead(store, slots) ? store.tasks.nextDue() : null),
      clockWentBack,
    },
  )

  /** Extends leases, recovers tasks without a holder, and claims due tasks. */
  async function look(now: number): Promise<void> {
    if (isInDoubt) readCommit()
    const leases = nextLease <= now ? keepLeases(now) : null
    await Promise.all([leases, store.submit('claim', () => store.asks.wake('dispatcher'))])
  }

  /** A delay between two attempts counts elapsed time, so it must not become longer. */
  async function clockWentBack(ms: number): Promise<void> {
    log.warn('the clock was set back', { ms })
    nextLease = 0
    await store.submit('shorten waits', () => store.tasks.bringRetriesNearer(ms))
  }

  /** Call inside a write, after all other operations. Returns a function that starts the claims once they are on disk. */
  function claim(): () => void {
    if (!loop.isOpen() || isInDoubt) return () => {}
    let isRoomLeft = false
    const leftOut = (): void => void (isRoomLeft = true)
    const claims = disk.trouble() === null ? claimNext(core, slots, runner, clock.now(), leftOut) : []
    chosen = claims
    return () => begin(claims, isRoomLeft)
  }

  function claimFailed(error: unknown): void {
    log.error('could not claim tasks', { error })
    problem = error instanceof Error ? error.message : String(error)
    loop.retry()
  }

  function doubt(): void {
    isInDoubt = true
    try {
      readCommit()
    } catch (error) {
      log.error('could not read the result of a commit, will retry', { error })
      loop.retry()
    }
  }

  /** A commit that was reported as failed may be on disk: nothing else would start or stop its tasks. */
  function readCommit(): void {
    for (const claim of chosen) if (store.tasks.get(claim.task)?.token === claim.attemptId) take(claim)
    carried.stopAsWritten()
    isInDoubt = false
  }

  function take(claim: Claim): void {
    if (carried.has(claim.attemptId)) return
    disk.watch()
    slots.take(claim.queue)
    void carry(claim)
  }

  function begin(claims: Claim[], isRoomLeft: boolean): void {
    problem = null
    for (const claim of claims) take(claim)
    if (stopped) return
    if (isRoomLeft || (claims.length > 0 && mayStartApart(store, slots))) return void loop.look()
    // More tasks may have come due together than were made ready at once.
    loop.rearm()
  }

  async function keepLeases(now: number): Promise<void> {
    const claims = carried.claims()
    const rescued = await store.submit('extend leases', () => {
      extend(store, claims, now)
      return rescue(core, carried.has, now, random)
    })
    nextLease = now + leaseMs / 3
    if (rescued > 0) log.warn('recovered tasks with expired leases', { rescued })
  }

  async function carry(claim: Claim): Promise<void> {
    const { ending } = await startOne(claim, { resumed: false, rebooted: false })
    await recordOutcome(claim, await ending)
  }

  async function startOne(claim: Claim, context: Omit<Context, 'signal' | 'stoppedBy'>): Promise<{ ending: Promise<Ending> }> {
    const stop = carried.add(claim)
    if (context.resumed && store.tasks.get(claim.task)?.stopAsked != null) stop.abort()
    try {
      return await executors[claim.type].begin(claim, {
        signal: stop.signal,
        stoppedBy: () => carried.stoppedBy(claim.attemptId),
        ...context,
      })
    } catch (error) {
      log.error('executor failed to start an attempt', { attemptId: claim.attemptId, error })
      return { ending: Promise.resolve(couldNotStart(`Could not start the run: ${(error as Error).message}`)) }
    }
  }

  /**
   * Records an outcome, and claims for the slot it frees in the same commit. An outcome is never given up: while the disk is
   * full it waits, and nothing new starts in its slot.
   */
  async function recordOutcome(claim: Claim, ending: Ending): Promise<void> {
    for (;;) {
      const freed = { yes: false }
      try {
        await store.submit('record an end', () => {
          finish(core, claim, ending, clock.now(), random)
          slots.leave(claim.queue)
          freed.yes = true
          store.asks.wake('dispatcher')
        })
        break
      } catch (error) {
        if (freed.yes) slots.take(claim.queue)
        // The next engine gets the outcome from the runner or worker.
        if (stopped) return
        log.error('could not record an outcome, will retry', { attemptId: claim.attemptId, error })
        if (disk.trouble() !== null) await disk.back()
        else await new Promise<void>((resolve) => void clock.after(retryMs, resolve))
      }
    }
    carried.remove(claim.attemptId)
    executors[claim.type].recorded?.(claim.attemptId)
  }

  return {
    slots,
    /** When it last checked the time, by `clock.awake`: at least once a minute while all is well. */
    lastLook: loop.lastLook,
    problem: (): string | null => problem,
    /**
     * Takes over attempts that were running when the last engine stopped. Call before a runner is connected: its answer, or
     * its journal, decides the outcome of each.
     */
    async resume(rebooted: boolean): Promise<void> {
      for (const task of store.tasks.running()) {
        // A worker holds it until its lease expires.
        if (store.workers.task(task.seq)?.worker) continue
        const claim = claimAgain(store, task.seq, task.token ?? '')
        slots.take(claim.queue)
        const { ending } = await startOne(claim, { resumed: true, rebooted })
        void ending.then((known) => recordOutcome(claim, known))
      }
    },
    start: loop.start,
    stop(): void {
      stopped = true
      loop.stop()
    },
    /** Answers to the asks of operations. */
    answers: { claim, claimFailed, doubt, stop: carried.stop },
    /** Resolves when all known outcomes are recorded. */
    caughtUp: (): Promise<unknown> => Promise.all(Object.values(executors).map((executor) => executor.caughtUp?.())),
    /** The attempt of this process with that token. */
    attempt: (attemptId: string): { task: number; number: number } | null => {
      const claim = carried.get(attemptId)
      return claim ? { task: claim.task, number: claim.attempt } : null
    },
    setParallel: (most: number): void => {
      slots.setMost(most)
      void loop.look()
    },
  }
}
