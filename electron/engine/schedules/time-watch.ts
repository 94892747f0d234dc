import type { Absence } from '../../../shared/model/schedule.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'

/** A look that comes later than this was held up by something. */
const heldUpMs = 5_000
/** A clock that goes back by less was only corrected. */
export const jumpMs = 1_000

/**
 * Notices, from one look at the clock to the next, what became of the time between them: it went by, was slept through, or
 * never was.
 */
export function createTimeWatch(clock: Clock, log: Log) {
  let last = { now: clock.now(), awake: clock.awake(), up: clock.up() }
  let expectedAt = last.now
  let absence: Absence | null = null
  /** The clock is, or may be, earlier than it was before. */
  let isTurnedBack = true

  /** What the clocks say of the time since then: it was set, it stood still with the computer, or it went by. */
  function kindOf(before: typeof last): Absence['kind'] {
    const [wall, up, awake] = [clock.now() - before.now, clock.up() - before.up, clock.awake() - before.awake]
    if (wall - up > heldUpMs) return 'clock-set'
    return up - awake > heldUpMs ? 'asleep' : 'busy'
  }

  return {
    /** Why nothing was started of late; null where something was. */
    absence: (): Absence | null => absence,
    isTurnedBack: (): boolean => isTurnedBack,
    /** When it last looked, by `clock.awake`. */
    last: (): number => last.awake,
    /** To be called once, before the first look: when somebody was there last. */
    begin(aliveAt: number | null): void {
      const now = clock.now()
      if (aliveAt !== null && aliveAt < now) absence = { from: aliveAt, to: now, kind: 'closed' }
      last = { now, awake: clock.awake(), up: clock.up() }
      expectedAt = now
    },
    /** The computer says that it wakes up. */
    woke(): void {
      const now = clock.now()
      if (now - last.now > jumpMs) absence = { from: last.now, to: now, kind: 'asleep' }
    },
    /** The next look is to come then. */
    expect(at: number): void {
      expectedAt = at
    },
    look(): number {
      const before = last
      last = { now: clock.now(), awake: clock.awake(), up: clock.up() }
      if (absence === null && last.now - expectedAt > heldUpMs) absence = { from: before.now, to: last.now, kind: kindOf(before) }
      if (last.now < before.now - jumpMs) {
        log.warn('the clock was set back', { ms: before.now - last.now })
        isTurnedBack = true
      }
      return last.now
    },
    /** What it told is dealt with. */
    dealtWith(what: 'absence' | 'turned back'): void {
      if (what === 'absence') absence = null
      else isTurnedBack = false
    },
    /** It slept, or the clock was set, since the last look. True: another is needed at once. */
    movedOn(): boolean {
      if (kindOf(last) === 'busy' && clock.now() >= last.now - jumpMs) return false
      expectedAt = last.now
      return true
    },
  }
}
