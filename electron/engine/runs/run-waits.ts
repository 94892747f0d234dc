import { assertNever } from '../../../shared/errors.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop } from '../base/wake-loop.ts'
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
type Parts = {
  store: Store
  clock: Clock
  log: Log
  disk: Pick<Disk, 'trouble' | 'back'>
}

export type RunWaits = ReturnType<typeof createRunWaits>

/** Wakes runs of flows when what they wait for is due, and does what a write has left to the next one. */
export function createRunWaits({ store, clock, log, disk }: Parts) {
  const loop = createWakeLoop(
    { clock, log, storage: disk },
    {
      failure: 'flows could not go on',
      look,
      nextDue: store.flowRuns.nextDue,
      // A wait is for a time that passes, not for a time of day.
      clockWentBack: (ms) => store.submit('shorten waits', () => store.flowRuns.bringNearer(ms)),
    },
  )

  /** What comes due together is dealt with in stretches; each wait by itself, so that one that fails holds up no other. */
  async function look(): Promise<void> {
    for (;;) {
      const waits = store.flowRuns.due(clock.now(), atOnce)
      if (waits.length === 0) return
      const dealt = await Promise.allSettled(waits.map((wait) => store.submit('continue a run', () => deal(wait, clock.now()))))
      const failed = dealt.flatMap((outcome, at) => (outcome.status === 'rejected' ? [{ outcome, run: waits[at]?.run }] : []))
      for (const { outcome, run } of failed) log.error('a flow could not go on', { run, error: outcome.reason })
      if (failed.length > 0) return loop.retry()
    }
  }

  function deal(wait: Wait, now: number): void {
    if (store.flowRuns.endWait(wait)) settleFlows(store, dealWith(store, wait, now), now)
  }

  return loop
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
