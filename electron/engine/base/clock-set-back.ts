import type { Clock } from './clock.ts'

/** A clock that goes back by less was only corrected. */
const jumpMs = 5_000

/** Measures by how much somebody set the clock back, against a clock that nobody can set and that goes on in sleep. */
export function createSetBack(clock: Clock) {
  let last = { now: clock.now(), up: clock.up(), awake: clock.awake() }
  let owed = 0

  function begin(): void {
    last = { now: clock.now(), up: clock.up(), awake: clock.awake() }
  }

  return {
    /** Measures from now on. */
    begin,
    /** When `look` or `begin` was called last, by `clock.awake`. */
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
    /** To be called when the part that was told could not deal with it: the next look tells of it again. */
    owe(ms: number): void {
      owed += ms
    },
  }
}
