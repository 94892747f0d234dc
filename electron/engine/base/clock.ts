import { uptime } from 'node:os'

/** The only source of time and timers in the engine; a test puts its own in its place. */
export type Clock = {
  now(): number
  /** Milliseconds since some moment, whatever the clock on the wall is set to: while the computer was awake, and in all. */
  awake(): number
  up(): number
  /** Gives a function that cancels. */
  after(ms: number, call: () => void): () => void
}

/** Longer timers fire early or at once in Node. */
const longestTimer = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  awake: () => performance.now(),
  up: () => uptime() * 1_000,
  after(ms, call) {
    const timer = setTimeout(call, Math.min(ms, longestTimer))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Real time, for talking to other processes: they do not live by a test's clock. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
