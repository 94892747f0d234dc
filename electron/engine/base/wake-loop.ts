import type { Clock } from './clock.ts'
import { createSetBack } from './clock-set-back.ts'
import type { Log } from './log.ts'
import type { Service } from './service.ts'

/** The longest time between two looks: sleep, and a clock that was set, are noticed. */
export const longestMs = 60_000
/** After a failure. */
export const retryMs = 5_000

/** Whether what a look writes can be stored. `trouble` is null while it can, `back` resolves when it can again. */
export type StorageState = { trouble(): unknown; back(abort: AbortSignal): Promise<void> }

type Parts = { clock: Clock; log: Log; storage: StorageState }

export type Wakes = {
  /** Logged when a look fails: it is tried again. */
  failure: string
  /** Does what is due. */
  look(now: number): Promise<void>
  /** When something is due next; null where nothing is. */
  nextDue(): number | null
  /** The clock was set back by so much: waits for a time that passes become no longer. */
  clockWentBack?(ms: number): Promise<void>
  /** The longest time between two looks, if it is not a minute. Asked after `nextDue`. */
  longestMs?(): number
  /** True: the first look comes when it is due, not at the start. */
  isPatient?: boolean
  /** Hears of each look at the clock, also while storage is in trouble. */
  watch?: {
    look(): void
    /** The next look is to come then. */
    expect(at: number): void
    /** True: the clock moved on by more than the time that passed, so that another look is needed at once. */
    movedOn(): boolean
  }
}

export type WakeLoop = Service & {
  /** Looks now, one look at a time: who asks during a look has another follow. Resolves when that is over. */
  look(): Promise<void>
  /** To be called when something else may be due next. Never puts the next look off. */
  rearm(): void
  /** To be called when something failed that did not end a look: looks again as after a failed look. */
  retry(): void
  /** Between start and stop. */
  isOpen(): boolean
  /** When it last looked at the clock, by `clock.awake`. */
  lastLook(): number
}

/**
 * Wakes a part when something is due, and at least once a minute, however often it is woken in between. Tries again after a
 * failure, tells of a clock that was set back, and sleeps while storage is in trouble.
 */
export function createWakeLoop({ clock, log, storage }: Parts, part: Wakes): WakeLoop {
  const setBack = createSetBack(clock)
  const stopped = new AbortController()
  let open = false
  let looking: Promise<void> | null = null
  let isAskedAgain = false
  /** By `clock.awake`: after a failure nothing counts as due until then. */
  let retryAt = Number.NEGATIVE_INFINITY
  let isWaitingForStorage = false
  let cancelTimer = (): void => {}

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
        // Others have their turn first.
        await new Promise(setImmediate)
        isAskedAgain = true
      }
      if (part.watch?.movedOn()) isAskedAgain = true
    }
    looking = null
  }

  /** Nothing is awaited before the look at the clock, nor, while all is well, before the part does what is due. */
  async function lookOnce(): Promise<void> {
    cancelTimer()
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
    log.error(`${part.failure}, trying again`, { error })
    retryAt = clock.awake() + retryMs
  }

  /** True: storage is in trouble. A look follows as soon as it is well. */
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
    // A look that is under way arms the timer when it is over.
    if (looking === null && arm()) void look()
  }

  /** Sleeps until the next look. True: that is now. */
  function arm(): boolean {
    cancelTimer()
    if (!open) return false
    const due = untilDue()
    const untilLook = setBack.lastLook() + (part.longestMs?.() ?? longestMs) - clock.awake()
    const ms = Math.max(0, Math.min(due, untilLook))
    part.watch?.expect(clock.now() + ms)
    if (ms === 0) return true
    cancelTimer = clock.after(ms, () => void look())
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
