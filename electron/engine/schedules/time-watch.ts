import type { Absence } from '../../../shared/model/schedule.ts'
import type { Clock } from '../base/clock.ts'

/** A check later than this was held up by something. */
const heldUpMs = 5_000
/** Smaller steps back are corrections. */
export const jumpMs = 1_000

/**
 * Notices, from one check to the next, that nothing could start between them: the computer slept, the clock was set forward,
 * or something held LocalFlow up.
 */
export function createTimeWatch(clock: Clock) {
  let last = { now: clock.now(), awake: clock.awake(), up: clock.up() }
  let expectedAt = last.now
  let absence: Absence | null = null

  /** Why the clocks differ from the expected time: the clock was set, the computer slept, or the engine was held up. */
  function kindOf(before: typeof last): Absence['kind'] {
    const [wall, up, awake] = [clock.now() - before.now, clock.up() - before.up, clock.awake() - before.awake]
    if (wall - up > heldUpMs) return 'clock-set'
    return up - awake > heldUpMs ? 'asleep' : 'busy'
  }

  return {
    /** Why nothing could start recently; null if something could. */
    absence: (): Absence | null => absence,
    /** The time of the last check. */
    last: (): number => last.now,
    /** Call once, before the first check, with the last time an engine was up. */
    begin(aliveAt: number | null): void {
      const now = clock.now()
      if (aliveAt !== null && aliveAt < now) absence = { from: aliveAt, to: now, kind: 'closed' }
      last = { now, awake: clock.awake(), up: clock.up() }
      expectedAt = now
    },
    /** The computer reports that it woke up. */
    woke(): void {
      const now = clock.now()
      if (now - last.now > jumpMs) absence = { from: last.now, to: now, kind: 'asleep' }
    },
    /** Announces when the next check is planned. */
    expect(at: number): void {
      expectedAt = at
    },
    look(): void {
      const before = last
      last = { now: clock.now(), awake: clock.awake(), up: clock.up() }
      if (absence === null && last.now - expectedAt > heldUpMs) absence = { from: before.now, to: last.now, kind: kindOf(before) }
    },
    /** The reason has been recorded. */
    noted(): void {
      absence = null
    },
    /** The computer slept, or the clock was set, since the last check. True: another check is needed at once. */
    movedOn(): boolean {
      if (kindOf(last) === 'busy' && clock.now() >= last.now - jumpMs) return false
      expectedAt = last.now
      return true
    },
  }
}
