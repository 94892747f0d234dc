import type { Clock } from './clock.ts'

/** Smaller steps back are corrections. */
const setBackMs = 5_000
/** If neither clock has moved by more than this since the last comparison, they are not compared again. */
const shortMs = 1_000

/** Measures by how much the clock was set back, against a clock that cannot be set and continues during sleep. */
export function createSetBack(clock: Clock) {
  let last = { now: clock.now(), up: clock.up(), awake: clock.awake() }
  let lastLook = last.awake
  let owed = 0

  function begin(): void {
    last = { now: clock.now(), up: clock.up(), awake: clock.awake() }
    lastLook = last.awake
  }

  /** Spares a busy part the system call for the uptime. */
  function hasJustLooked(): boolean {
    lastLook = clock.awake()
    const passed = clock.now() - last.now
    return lastLook - last.awake < shortMs && passed >= 0 && passed < shortMs && owed === 0
  }

  return {
    /** Starts measuring. */
    begin,
    /** When `look` or `begin` was last called, by `clock.awake`. */
    lastLook: (): number => lastLook,
    /** Milliseconds by which the clock was set back since the last check; 0 if it was not. */
    look(): number {
      if (hasJustLooked()) return 0
      const expected = last.now + clock.up() - last.up
      begin()
      const back = Math.round(expected - last.now)
      const told = owed + (back >= setBackMs ? back : 0)
      owed = 0
      return told
    },
    /** Call if the part could not handle the change: the next check reports it again. */
    owe(ms: number): void {
      owed += ms
    },
  }
}
