import { describe, expect, it, onTestFinished } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { seeded } from '../testing/store.ts'
import { leveled } from './log.ts'
import { createWakeLoop, longestMs, retryMs, type Woken } from './wake-loop.ts'

const second = 1_000
const turn = (): Promise<void> => new Promise(setImmediate)

/** A loop whose part records when it was called, by the time that the computer was awake. */
function startLoop(over: Partial<Woken> = {}) {
  const clock = createFakeClock()
  const looks: number[] = []
  const wentBack: number[] = []
  const lines: string[] = []
  const storage = createStorage()
  const due = { at: null as number | null }
  const loop = createWakeLoop(
    { clock, log: leveled('error', (line) => void lines.push(line)), storage },
    {
      failure: 'the part failed',
      async look(now) {
        looks.push(clock.awake())
        if (due.at !== null && due.at <= now) due.at = null
      },
      nextDue: () => due.at,
      clockWentBack: async (ms) => void wentBack.push(ms),
      ...over,
    },
  )
  onTestFinished(loop.stop)
  return {
    loop,
    clock,
    looks,
    wentBack,
    lines,
    storage,
    due,
    /** Moves the clock in steps of a second, and waits for the work that each step triggers. */
    async pass(ms: number): Promise<void> {
      for (let gone = 0; gone < ms; gone += second) {
        clock.advance(Math.min(second, ms - gone))
        await turn()
      }
    },
  }
}

function createStorage() {
  let trouble = false
  let waiting: (() => void)[] = []
  return {
    trouble: () => (trouble ? 'full' : null),
    back: (): Promise<void> => new Promise((resolve) => void waiting.push(resolve)),
    enter: () => void (trouble = true),
    leave(): void {
      trouble = false
      for (const resolve of waiting) resolve()
      waiting = []
    },
  }
}

/** A check that lasts until the test ends it. */
function slowLook(): { look: Woken['look']; looks: () => number; end(): void } {
  const ends: (() => void)[] = []
  return {
    look: () => new Promise<void>((resolve) => void ends.push(resolve)),
    looks: () => ends.length,
    end: () => ends.at(-1)?.(),
  }
}

describe('a wake loop', () => {
  it('looks at the start, when something is due, and once a minute', async () => {
    const { loop, clock, looks, due, pass } = startLoop()
    loop.start()
    await turn()
    due.at = clock.now() + 10 * second
    loop.rearm()
    await pass(10 * second + longestMs)
    expect(looks).toEqual([0, 10 * second, 10 * second + longestMs])
  })

  it('whose part is patient leaves out the look at the start', async () => {
    const { loop, looks, pass } = startLoop({ isPatient: true, longestMs: () => 5 * second })
    loop.start()
    await pass(5 * second)
    expect(looks).toEqual([5 * second])
  })

  it('checks at once again if something is already due', async () => {
    const { loop, clock, looks, due } = startLoop()
    loop.start()
    await turn()
    due.at = clock.now()
    loop.rearm()
    await turn()
    expect(looks).toEqual([0, 0])
  })

  it('looks once more, and not twice at a time, when it is asked during a look', async () => {
    const { look, looks, end } = slowLook()
    const { loop } = startLoop({ look })
    loop.start()
    const asked = Promise.all([loop.look(), loop.look()])
    await turn()
    expect(looks()).toBe(1)
    end()
    await turn()
    expect(looks()).toBe(2)
    end()
    await asked
    expect(looks()).toBe(2)
  })

  it('tries again five seconds after a failure, although something is due all the while', async () => {
    let left = 2
    const { loop, clock, due, lines, looks, pass } = startLoop({
      async look() {
        looks.push(clock.awake())
        if (left-- > 0) throw new Error('no')
        due.at = null
      },
    })
    due.at = clock.now()
    loop.start()
    await turn()
    await pass(20 * second)
    expect(looks).toEqual([0, retryMs, 2 * retryMs])
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(Array(2).fill({ message: 'the part failed, will retry' }))
  })

  it('retries five seconds after reading due work fails', async () => {
    let fails = false
    const { loop, looks, lines, pass } = startLoop({
      nextDue() {
        if (fails) throw new Error('disk I/O error')
        return null
      },
    })
    loop.start()
    await turn()
    fails = true
    loop.rearm()
    fails = false
    await pass(retryMs)
    expect([looks, lines.length]).toEqual([[0, retryMs], 1])
  })

  it.each([
    ['reports a clock that was set back by five seconds or more', -5 * second, [5 * second]],
    ['by less is a correction', -4_999, []],
    ['does not report a clock that was set forward', 3_600 * second, []],
  ])('a clock that is set back, or forward: %s', async (_, ms, told) => {
    const { loop, clock, wentBack, pass } = startLoop()
    loop.start()
    await turn()
    clock.set(ms)
    await pass(longestMs)
    expect(wentBack).toEqual(told)
  })

  it('reports a clock that was set back again, before the next check, if that could not be handled', async () => {
    const told: (number | string)[] = []
    const { loop, clock, pass } = startLoop({
      look: async () => void told.push('look'),
      async clockWentBack(ms) {
        told.push(ms)
        if (told.length === 2) throw new Error('no')
      },
    })
    loop.start()
    await turn()
    clock.set(-60 * second)
    await pass(longestMs + retryMs)
    expect(told).toEqual(['look', 60 * second, 60 * second, 'look'])
  })

  it('sleeps while storage is in trouble, and checks as soon as it recovers', async () => {
    const { loop, clock, looks, wentBack, storage, due, pass } = startLoop()
    loop.start()
    await turn()
    storage.enter()
    due.at = clock.now() + second
    loop.rearm()
    clock.set(-10 * second)
    await pass(90 * second)
    await loop.look()
    expect([looks, wentBack]).toEqual([[0], []])
    // The loop still checks the time.
    expect(clock.awake() - loop.lastLook()).toBeLessThan(longestMs)
    storage.leave()
    await turn()
    expect([looks, wentBack]).toEqual([[0, 90 * second], [10 * second]])
  })

  it('does nothing before its start, nor after its stop, however often either is asked for', async () => {
    const { loop, looks, pass } = startLoop()
    await loop.look()
    loop.rearm()
    await pass(longestMs)
    expect(looks).toEqual([])
    loop.start()
    loop.start()
    await pass(longestMs)
    expect(looks).toEqual([longestMs, 2 * longestMs])
    loop.stop()
    loop.stop()
    loop.start()
    await loop.look()
    loop.retry()
    await pass(longestMs)
    expect(looks.length).toBe(2)
  })
})

describe('ten thousand wakes at random', () => {
  it.each([1, 2, 3])('leave no more than a minute between two checks (seed %i)', async (seed) => {
    const random = seeded(seed)
    const upTo = (ms: number): number => Math.floor(random() * ms)
    const seen: number[] = []
    const { loop, clock, storage, due, looks, pass } = startLoop({
      async look() {
        looks.push(clock.awake())
        if (random() < 0.3) await new Promise<void>((resolve) => void clock.after(upTo(20 * second), resolve))
        if (due.at !== null && due.at <= clock.now()) due.at = null
        if (random() < 0.1) throw new Error('no')
      },
      async clockWentBack() {
        if (random() < 0.5) throw new Error('no')
      },
      watch: { look: () => void seen.push(clock.awake()), expect: () => {}, movedOn: () => random() < 0.01 },
    })
    const acts = [
      () => void loop.look(),
      () => loop.rearm(),
      () => {
        due.at = clock.now() + upTo(120 * second) - second
        loop.rearm()
      },
      () => loop.retry(),
      () => clock.set(upTo(600 * second) - 300 * second),
      () => clock.sleep(upTo(3_600 * second)),
      () => (random() < 0.1 ? storage.enter() : storage.leave()),
    ]
    loop.start()
    for (let n = 0; n < 10_000; n++) {
      await pass(upTo(random() < 0.05 ? 50 * second : 5 * second))
      acts[upTo(acts.length)]?.()
      await turn()
    }
    const gaps = seen.map((at, n) => at - (seen[n - 1] ?? 0))
    expect(Math.max(...gaps)).toBeLessThanOrEqual(longestMs)
    expect(clock.awake() - loop.lastLook()).toBeLessThanOrEqual(longestMs)
    expect(looks.length).toBeGreaterThan(1_000)
  })
})
