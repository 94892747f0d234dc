import type { Clock } from '../base/clock.ts'
import type { DiskPort } from '../base/disk-port.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop } from '../base/wake-loop.ts'
import { type Core, cancelRun, followEnds } from '../queue/queue.ts'
import type { Wait } from '../store/run-waits.ts'
import { noteHookEnd } from './hook-steps.ts'

/** The most waits that one write handles. */
const atOnce = 100
type Parts = {
  core: Core
  clock: Clock
  log: Log
  disk: Pick<DiskPort, 'trouble' | 'back'>
}

export type RunWaits = ReturnType<typeof createRunWaits>

/** Continues runs when their waits are due, and does what an earlier write left. */
export function createRunWaits({ core, clock, log, disk }: Parts) {
  const { store } = core
  /** When the earliest wait is due, as of the last check. */
  let next: number | null = null
  const loop = createWakeLoop(
    { clock, log, storage: disk },
    {
      failure: 'could not continue waiting runs',
      look,
      nextDue: () => next,
      // A wait counts elapsed time, not a time of day.
      clockWentBack: (ms) => store.submit('shorten waits', () => store.runWaits.bringNearer(ms)),
    },
  )

  /** Waits that come due together are handled in portions, each by itself, so that a failure delays no other. */
  async function look(): Promise<void> {
    for (;;) {
      next = store.runWaits.nextDue()
      if (next === null || next > clock.now()) return
      const waits = store.runWaits.due(clock.now(), atOnce)
      const dealt = await Promise.allSettled(waits.map((wait) => store.submit('continue a run', () => deal(wait, clock.now()))))
      const failed = dealt.flatMap((outcome, at) => (outcome.status === 'rejected' ? [{ outcome, run: waits[at]?.run }] : []))
      for (const { outcome, run } of failed) log.error('could not continue a run', { run, error: outcome.reason })
      if (failed.length > 0) return loop.retry()
    }
  }

  function deal(wait: Wait, now: number): void {
    if (store.runWaits.end(wait)) dealWith(core, wait, now)
  }

  return loop
}

function dealWith(core: Core, wait: Wait, now: number): void {
  const { run, kind } = wait
  const { runs } = core.store
  if (kind === 'child' && noteHookEnd(core.store, run, wait.step, now)) return
  if (kind !== 'stop' && kind !== 'terminate') return followEnds(core, core.kinds[runs.kind(run)].continue(core, wait, now), now)
  if (runs.byNumber(run)?.endedAt === null) cancelRun(core, run, 'stopped', now, kind === 'terminate')
}
