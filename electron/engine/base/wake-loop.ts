import type { Clock } from './clock.ts'
import { createSetBack } from './clock-set-back.ts'
import type { Log } from './log.ts'
import type { Service } from './service.ts'

/** The longest time between two checks, so that a part notices sleep and a clock that was set. */
export const longestMs = 60_000
/** The delay before a part retries after a failure. */
export const retryMs = 5_000

/** Whether writes can be stored. `trouble` is null while they can, `back` resolves when they can again. */
export type StorageState = { trouble(): unknown; back(abort: AbortSignal): Promise<void> }

type Parts = { clock: Clock; log: Log; storage: StorageState }

export type Woken = {
  /** The log message for a failing check. */
  failure: string
  /** Does everything that is due. The loop logs exceptions, and retries after `retryMs`. */
  look(now: number): Promise<void>
  /** When something is due next; null if nothing is. */
  nextDue(): number | null
  /** The clock was set back by five seconds or more: waits for elapsed time must not become longer. */
  clockWentBack?(ms: number): Promise<void>
  /** The longest time between two checks, if it is not a minute. Asked after `nextDue`. */
  longestMs?(): number
  /** True: the loop does not check at the start, but once something is due. */
  isPatient?: boolean
  /** Checks the clock each time, also while storage is in trouble. */
  watch?: {
    look(): void
    /** When the next check is planned. */
    expect(at: number): void
    /** True: the clock moved on by more than the elapsed time, so another check is needed at once. */
    movedOn(): boolean
  }
}

export type WakeLoop = Service & {
  /** Checks now. One check runs at a time: a call during a check makes another one follow. Resolves when that has ended. */
  look(): Promise<void>
  /** Call when something else may be due next. Never delays the next check. */
  rearm(): void
  /** Retries after `retryMs`, for a failure that does not throw. */
  retry(): void
  /** True between start and stop. */
  isOpen(): boolean
  /** When the loop last checked the time, by `clock.awake`. */
  lastLook(): number
}

/**
 * Calls a part when something is due, and at the latest a minute after the last check, however often it is woken in between.
 * Retries after a failure, reports a clock that was set back, and sleeps while storage is in trouble.
 */
export function createWakeLoop({ clock, log, storage }: Parts, part: Woken): WakeLoop {
  const setBack = createSetBack(clock)
  const stopped = new AbortController()
  let open = false
  let looking: Promise<void> | null = null
  let isAskedAgain = false
  /** By `clock.awake`. After a failure nothing counts as due until then. */
  let retryAt = Number.NEGATIVE_INFINITY
  let isWaitingForStorage = false
  let cancelTimer = (): void => {}
  /** When the timer fires, by `clock.awake`; null while there is none. */
  let wakesAt: number | null = null

  function look(): Promise<void> {
    if (!open) return Promise.resolve()
    isAskedAgain = true
    looking ??= lookOn()
    return looking
  }

  async function lookOn(): Promise<void> {
    while (isAskedAgain && open) {
      isAskedAgain = false
      await lookOnce()
      if (arm()) {
        // Lets other work run in between.
        await new Promise(setImmediate)
        isAskedAgain = true
      }
      if (part.watch?.movedOn()) isAskedAgain = true
    }
    looking = null
  }

  /** While all is well, nothing is awaited before the part handles due work. */
  async function lookOnce(): Promise<void> {
    cancelTimer()
    wakesAt = null
    let back = setBack.look()
    part.watch?.look()
    if (waitsForStorage()) return setBack.owe(back)
    retryAt = Number.NEGATIVE_INFINITY
    try {
      if (back > 0) await part.clockWentBack?.(back)
      back = 0
      await part.look(clock.now())
    } catch (error) {
      setBack.owe(back)
      failed(error)
    }
  }

  function failed(error: unknown): void {
    if (!open) return
    log.error(`${part.failure}, will retry`, { error })
    retryAt = clock.awake() + retryMs
  }

  /** True: storage is in trouble. A check follows once it works again. */
  function waitsForStorage(): boolean {
    if (storage.trouble() === null) return false
    if (!isWaitingForStorage)
      void storage.back(stopped.signal).then(() => {
        isWaitingForStorage = false
        void look()
      })
    isWaitingForStorage = true
    return true
  }

  function rearm(): void {
    // A check in progress arms the timer when it ends.
    if (looking === null && arm()) void look()
  }

  /** Sleeps until the next check. True: the check is due now. */
  function arm(): boolean {
    if (!open) return false
    const now = clock.awake()
    const due = now + untilDue()
    const at = Math.min(due, setBack.lastLook() + (part.longestMs?.() ?? longestMs))
    part.watch?.expect(clock.now() + Math.max(0, at - now))
    if (at <= now) return true
    if (at === wakesAt) return false
    cancelTimer()
    wakesAt = at
    cancelTimer = clock.after(at - now, () => void look())
    return false
  }

  function untilDue(): number {
    if (waitsForStorage()) return Number.POSITIVE_INFINITY
    if (clock.awake() >= retryAt)
      try {
        return (part.nextDue() ?? Number.POSITIVE_INFINITY) - clock.now()
      } catch (error) {
        failed(error)
      }
    return retryAt - clock.awake()
  }

  return {
    look,
    rearm,
    retry(): void {
      retryAt = clock.awake() + retryMs
      rearm()
    },
    isOpen: () => open,
    lastLook: setBack.lastLook,
    start(): void {
      if (open || stopped.signal.aborted) return
      open = true
      setBack.begin()
      if (part.isPatient) rearm()
      else void look()
    },
    stop(): void {
      open = false
      stopped.abort()
      cancelTimer()
    },
  }
}
