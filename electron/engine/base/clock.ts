import { uptime } from 'node:os'

/** The only source of time and timers in the engine; tests replace it. */
export type Clock = {
  now(): number
  /** Milliseconds since a fixed time, independent of the wall clock: while the computer was awake, and in total. */
  awake(): number
  up(): number
  /** Returns a function that cancels. */
  after(ms: number, call: () => void): () => void
}

/** Longer timers fire immediately in Node. */
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

/** Real time, for talking to other processes, which do not follow a test's clock. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
