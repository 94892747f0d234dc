import { assertNever } from '../../../shared/errors.ts'
import type { Clock } from '../base/clock.ts'
import { createSetBack } from '../base/clock-set-back.ts'
import type { Log } from '../base/log.ts'
import { advance, happen } from '../flows/advance.ts'
import { beginChild, childEnded } from '../flows/child.ts'
import { type Effects, noEffects } from '../flows/effects.ts'
import type { Disk } from '../health/disk.ts'
import { continuePipeline } from '../pipelines/go-on.ts'
import { settleFlows, stopRun } from '../queue/after-run.ts'
import type { Wait } from '../store/flow-runs.ts'
import type { Store } from '../store/store.ts'

/** What comes due together is dealt with in stretches of this size. */
const atOnce = 100
/** The longest time between two looks: sleep, and a clock that was set, are noticed. */
const lookMs = 60_000
const retryMs = 5_000

type Parts = {
  store: Store
  clock: Clock
  log: Log
  disk: Pick<Disk, 'trouble'>
}

export type RunWaits = ReturnType<typeof createRunWaits>

/** Wakes runs of flows when what they wait for is due, and does what a write has left to the next one. */
export function createRunWaits({ store, clock, log, disk }: Parts) {
  let open = false
  let working = false
  let cancelTimer = () => {}
  const setBack = createSetBack(clock)

  /** Called after each commit that left something to do. */
  function look(): void {
    if (!open || working) return
    cancelTimer()
    if (disk.trouble() !== null) return
    const now = clock.now()
    const back = setBack.look()
    if (back > 0) return shorten(back)
    const due = store.flowRuns.nextDue()
    if (due !== null && due <= now) return void work()
    cancelTimer = clock.after(due === null ? lookMs : Math.min(lookMs, due - now), look)
  }

  /** A wait is for a time that passes, not for a time of day: a clock that was set back makes it no longer. */
  function shorten(ms: number): void {
    store
      .submit('shorten waits', () => store.flowRuns.bringNearer(ms))
      .then(look, (error: unknown) => {
        log.error('a wait was not shortened, trying again', { error })
        setBack.owe(ms)
        cancelTimer()
        cancelTimer = clock.after(retryMs, look)
      })
  }

  async function work(): Promise<void> {
    working = true
    let failed = false
    try {
      const waits = store.flowRuns.due(clock.now(), atOnce)
      const outcomes = await Promise.allSettled(
        waits.map((wait) => store.submit('continue a run', () => deal(wait, clock.now()))),
      )
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') continue
        failed = true
        log.error('a flow could not go on', { run: waits[index]?.run, error: outcome.reason })
      }
    } finally {
      working = false
    }
    if (failed) cancelTimer = clock.after(retryMs, look)
    else look()
  }

  function deal(wait: Wait, now: number): void {
    if (store.flowRuns.endWait(wait)) settleFlows(store, dealWith(store, wait, now), now)
  }

  return {
    look,
    start(): void {
      open = true
      setBack.begin()
      look()
    },
    stop(): void {
      open = false
      cancelTimer()
    },
  }
}

function dealWith(store: Store, { run, step, kind }: Wait, now: number): Effects {
  const effects = noEffects()
  switch (kind) {
    case 'timer':
      return happen(store, run, { type: 'timer fired', data: { step } }, now, effects)
    case 'wait':
      return happen(store, run, { type: 'wait timed out', data: { step } }, now, effects)
    case 'deadline':
      if (step === '') return happen(store, run, { type: 'flow timed out', data: {} }, now, effects)
      return happen(store, run, { type: 'node timed out', data: { step } }, now, effects)
    case 'child':
      return childEnded(store, run, step, now, effects)
    case 'job':
      return beginChild(store, run, step, now, effects)
    case 'stop':
    case 'terminate':
      if (store.runs.byNumber(run)?.endedAt === null) stopRun(store, run, now, kind === 'terminate')
      return effects
    case 'more':
      if (store.runs.isFlow(run)) return advance(store, run, now, effects)
      continuePipeline(store, run, now)
      return effects
    case 'event':
    case 'approval':
      return effects
    default:
      return assertNever(kind)
  }
}
