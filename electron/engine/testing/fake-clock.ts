import type { Clock } from '../base/clock.ts'

/** Time that stands still until a test moves it. */
export function createFakeClock(
  start = Date.UTC(2026, 0, 5, 9),
): Clock & { advance(ms: number): void; set(ms: number): void; sleep(ms: number): void } {
  let now = start
  let [awake, up] = [0, 0]
  let timers: { at: number; call: () => void }[] = []

  return {
    now: () => now,
    awake: () => awake,
    up: () => up,
    after(ms, call) {
      const timer = { at: now + ms, call }
      timers.push(timer)
      return () => {
        timers = timers.filter((other) => other !== timer)
      }
    },
    /** Sets the clock, forward or back: timers, which count elapsed time, keep their remainder. */
    set(ms) {
      now += ms
      for (const timer of timers) timer.at += ms
    },
    /** The computer sleeps: time passes, and timers stand still. */
    sleep(ms) {
      now += ms
      up += ms
      for (const timer of timers) timer.at += ms
    },
    advance(ms) {
      const end = now + ms
      const goTo = (at: number): void => {
        awake += at - now
        up += at - now
        now = at
      }
      for (;;) {
        const due = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        timers = timers.filter((timer) => timer !== due)
        goTo(Math.max(now, due.at))
        due.call()
      }
      goTo(end)
    },
  }
}
