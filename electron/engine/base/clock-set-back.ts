import type { Clock } from './clock.ts'

/** A clock that goes back by less was only corrected. */
const jumpMs = 5_000

/** Tells by how much somebody has set the clock back, going by one that nobody sets and that counts on in sleep. */
export function createSetBack(clock: Clock) {
  let last = { now: clock.now(), up: clock.up(), awake: clock.awake() }
  let owed = 0

  function begin(): void {
    last = { now: clock.now(), up: clock.up(), awake: clock.awake() }
  }

  return {
    /** From here on the clock is watched. */
    begin,
    /** When that was looked at last, by `clock.awake`. */
    lastLook: (): number => last.awake,
    /** Milliseconds by which the clock was set back since the last look; 0 when it was not. */
    look(): number {
      const expected = last.now + clock.up() - last.up
      begin()
      const back = Math.round(expected - last.now)
      const told = owed + (back >= jumpMs ? back : 0)
      owed = 0
      return told
    },
    /** Could not be dealt with: the next look tells of it again. */
    owe(ms: number): void {
      owed += ms
    },
  }
}
