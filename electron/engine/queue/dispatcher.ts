import type { TaskType } from '../../../shared/model/task.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, retryMs } from '../base/wake-loop.ts'
import type { Claim, Ending } from './attempt.ts'
import { createCarried } from './carried.ts'
import { claimAgain, claimNext, leaseMs } from './claim.ts'
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
 * Keeps every place busy: claims what may begin, sees it through, records how it ended. Wakes when asked and when the
 * next task is due; never polls.
 */
export function createDispatcher({ core, clock, log, disk, executors, parallel, runner, random }: Parts) {
  const { store } = core
  const slots = createSlots(parallel)
  const carried = createCarried(store)
  let stopped = false
  /** What the last claim chose, until it is known whether that is on disk. */
  let chosen: Claim[] = []
  /** A commit may or may not be on disk, and could not be read since: nothing is claimed until it was. */
  let isInDoubt = false
  let nextLease = 0
  /** Why nothing can be claimed, as of the last try. */
  let problem: string | null = null
  const loop = createWakeLoop(
    { clock, log, storage: disk },
    {
      failure: 'could not claim due tasks',
      look,
      nextDue: () => (slots.free > 0 ? store.tasks.nextDue() : null),
      clockWentBack,
    },
  )

  /** Looks after leases, and claims what is due. */
  async function look(now: number): Promise<void> {
    if (isInDoubt) readCommit()
    const leases = nextLease <= now ? keepLeases(now) : null
    await Promise.all([leases, store.submit('claim', () => store.asks.wake('dispatcher'))])
  }

  /** A wait between two attempts is for a time that passes: it becomes no longer. */
  async function clockWentBack(ms: number): Promise<void> {
    log.warn('the clock was set back', { ms })
    nextLease = 0
    await store.submit('shorten waits', () => store.tasks.bringRetriesNearer(ms))
  }

  /** To be called inside a write, behind everything else in it. Gives what begins the claims once they are on disk. */
  function claim(): () => void {
    if (!loop.isOpen() || isInDoubt) return () => {}
    let isRoomLeft = false
    const leftOut = (): void => void (isRoomLeft = true)
    const claims = slots.free > 0 && disk.trouble() === null ? claimNext(core, slots, runner, clock.now(), leftOut) : []
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

  /** A commit that is reported as failed may be done all the same: nobody else would begin or stop what it holds. */
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
    if (isRoomLeft) return void loop.look()
    // Those that came due together may be more than were made ready at once.
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

  async function startOne(claim: Claim, context: Omit<Context, 'signal'>): Promise<{ ending: Promise<Ending> }> {
    const stop = carried.add(claim)
    if (context.resumed && store.tasks.get(claim.task)?.stopAsked != null) stop.abort()
    try {
      return await executors[claim.type].begin(claim, { signal: stop.signal, ...context })
    } catch (error) {
      log.error('executor failed to start an attempt', { attemptId: claim.attemptId, error })
      return { ending: Promise.resolve(couldNotStart(`Could not start the run: ${(error as Error).message}`)) }
    }
  }

  /**
   * Records an outcome, and claims for the place it frees in the same commit. An outcome is never given up: while the
   * disk is full it waits, and nothing new is begun in its place.
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
        // The next engine hears of it from whoever knows.
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
    /** When it last looked at the clock, by `clock.awake`: at least once a minute while all is well. */
    lastLook: loop.lastLook,
    problem: (): string | null => problem,
    /**
     * Takes up again what was running when the last engine stopped. To be done before a runner is connected: its word,
     * or its journal's, decides what became of each.
     */
    async resume(rebooted: boolean): Promise<void> {
      for (const task of store.tasks.running()) {
        // A worker elsewhere holds it, until its lease is over.
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
    /** What operations ask of it. */
    answers: { claim, claimFailed, doubt, stop: carried.stop },
    /** Resolves when what is known to have ended has been dealt with. */
    caughtUp: (): Promise<unknown> => Promise.all(Object.values(executors).map((executor) => executor.caughtUp?.())),
    /** The attempt this process carries under that token. */
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
