import { AppError } from '../../../shared/errors.ts'
import type { Actor } from '../../../shared/model/actor.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import { isPaused } from '../../../shared/model/settings.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import { actAs } from '../base/actor.ts'
import { type Core, enqueue } from '../queue/queue.ts'
import { withState } from '../state/state.ts'
import type { Store } from '../store/store.ts'
import type { TriggerRow } from '../store/triggers.ts'
import { eventValues } from './event-values.ts'

/** The run that was started, or why there is none; `refused` by the job's parameters. */
export type Fired = { run: Run; note: null } | { run: null; note: string; refused?: AppError }

/** Facts about the event; `more` are read by references alone. */
type Given = { params: Params; more: Params }

/** Starts a run of a trigger's job, or records why there is none. Call inside a write. */
export const startTriggered = (core: Core, row: TriggerRow, params: Params, now: number, more: Params = {}): Fired =>
  actAs(triggerActor(core.store, row), () => startNow(core, row, { params, more }, now))

function startNow(core: Core, row: TriggerRow, given: Given, now: number): Fired {
  const { store } = core
  const fired = isPaused(store.settings.read().paused, now) ? heldBack('everything is paused') : start(core, row, given, now)
  const { run, note } = fired
  store.triggers.setLast(row.number, now, run?.number ?? null, note)
  const data = { jobId: row.jobId, ...(run ? { run: run.number } : { note }) }
  store.events.append({ at: now, noun: 'trigger', id: row.id, type: run ? 'set off' : 'held back', data })
  return fired
}

function start(core: Core, row: TriggerRow, { params, more }: Given, now: number): Fired {
  if (!row.jobEnabled) return heldBack('the job is disabled')
  const paused = core.store.jobPauses.of(row.jobId)
  if (paused !== null) return heldBack(`the job was ${paused.reason.replace(/^P/, 'p')}`)
  try {
    const job = core.store.jobs.find(row.jobId)
    const { params: chosen, unset } = withState(core.store, job.id, row.params)
    const { run } = enqueue(
      core,
      {
        title: job.name,
        trigger: row.on.kind,
        job,
        cause: row.number,
        values: { ...eventValues(row.on, chosen, params, more), unset },
      },
      now,
    )
    return { run, note: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.code === 'invalid' ? { ...heldBack(error.message), refused: error } : heldBack(error.message)
  }
}

const heldBack = (note: string) => ({ run: null, note }) satisfies Fired

/** The trigger as the actor of its runs; one without a name is named after its event, a webhook after its job. */
function triggerActor(store: Store, { id, name, on, job }: TriggerRow): Actor {
  if (on.kind === 'webhook') return { kind: 'hook', id, name: name || job }
  return { kind: 'trigger', id, name: name || describeTrigger(on, store.triggers.jobName) }
}
