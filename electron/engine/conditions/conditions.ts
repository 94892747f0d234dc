import { Conditions } from '../../../shared/model/conditions.ts'
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { createWakeLoop, type StorageState } from '../base/wake-loop.ts'
import { type Core, followEnds, skipRun } from '../queue/queue.ts'
import type { Deferral } from '../store/deferrals.ts'
import type { Store } from '../store/store.ts'
import { unmetOf } from './check.ts'
import type { Senses } from './senses.ts'

/** How often conditions are checked while runs wait for them. */
const checkMs = 15_000
/** The most deferred runs that one write handles, so that other writes do not wait for long. */
const atOnce = 250

type Parts = {
  core: Core
  clock: Clock
  log: Log
  storage: StorageState
  senses: Senses
  /** The conditions that runs wait for changed. */
  changed: () => void
}

export type ConditionChecks = ReturnType<typeof createConditions>

/** Starts deferred runs once their conditions hold, and skips those that waited too long. Costs nothing while there are none. */
export function createConditions({ core, clock, log, storage, senses, changed }: Parts) {
  const { store } = core
  /** When the next deferral expires or is checked; null: no run is deferred. */
  let nextCheck: number | null = null
  /** The unmet conditions at the last check, by the text of all conditions. */
  let seen = new Map<string, string[]>()

  const loop = createWakeLoop(
    { clock, log, storage },
    {
      failure: 'could not check the conditions of deferred runs',
      look,
      nextDue: () => nextCheck,
      clockWentBack: () => store.submit('shorten waits', () => store.deferrals.bound(clock.now())),
      // With no run deferred, the next check comes when one is.
      longestMs: () => (nextCheck === null ? Number.POSITIVE_INFINITY : checkMs),
      isPatient: true,
    },
  )

  async function look(): Promise<void> {
    const unmet = new Map<string, string[]>()
    let next: number | null = null
    for (let after = 0, more = true; more && loop.isOpen(); ) {
      const rows = store.deferrals.page(after, atOnce)
      more = rows.length === atOnce
      after = rows.at(-1)?.task ?? 0
      for (const until of await resolve(rows, unmet)) next = Math.min(next ?? until, until)
    }
    const differs = JSON.stringify([...unmet]) !== JSON.stringify([...seen])
    seen = unmet
    if (differs) changed()
    nextCheck = next === null ? null : Math.min(next, clock.now() + checkMs)
  }

  /** Returns until when each of the remaining deferrals waits. */
  async function resolve(rows: Deferral[], unmet: Map<string, string[]>): Promise<number[]> {
    const waiting = rows.flatMap((row) => (row.waits && row.until !== null ? [{ ...row, until: row.until }] : []))
    for (const { conditions: text } of waiting)
      if (!unmet.has(text)) unmet.set(text, await unmetOf(Conditions.parse(JSON.parse(text)), senses))
    const now = clock.now()
    const missing = ({ conditions }: Deferral): string[] => unmet.get(conditions) ?? []
    const met = waiting.filter((row) => missing(row).length === 0)
    const unmetStill = waiting.filter((row) => missing(row).length > 0)
    const late = unmetStill.filter(({ until }) => until <= now)
    const gone = rows.filter(({ waits }) => !waits)
    if (met.length + late.length + gone.length > 0)
      await store.submit('check conditions', () => {
        for (const row of met) begin(store, row, now)
        for (const row of late) skip(core, row, missing(row), now)
        for (const { task } of gone) store.deferrals.remove(task)
      })
    return unmetStill.filter(({ until }) => until > now).map(({ until }) => until)
  }

  return {
    /** Call when a run was deferred, or the state of the computer changed. */
    look: loop.look,
    start(): void {
      loop.start()
      if (store.deferrals.any()) void loop.look()
    },
    stop: loop.stop,
    /** What a task waits for, as a sentence; null if it is not deferred. */
    words(task: number): string | null {
      const deferral = store.deferrals.of(task)
      if (deferral === null || deferral.until === null) return null
      const missing = seen.get(deferral.conditions) ?? []
      return missing.length === 0 ? 'Checking conditions.' : waitText(missing)
    },
  }
}

const waitText = (missing: string[]): string => `Waiting for ${missing.join(', and for ')}.`

/** The task may have moved since it was read. Call inside a write. */
function begin(store: Store, { task, run, queue }: Deferral, now: number): void {
  store.deferrals.remove(task)
  const held = store.tasks.get(task)
  if (held?.stage !== 'held') return
  store.tasks.setReady({ seq: task, queue }, 'held', held.dueAt > now ? 'delayed' : 'ready')
  const found = store.runs.byNumber(run)
  if (found) store.events.appendOfRun(found, 'conditions hold', {}, now)
}

function skip(core: Core, { task, run }: Deferral, missing: string[], now: number): void {
  const { store } = core
  store.deferrals.remove(task)
  followEnds(core, skipRun(store, run, 'conditions', null, now, `The run waited for ${missing.join(', and for ')}.`), now)
}
