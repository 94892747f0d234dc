import { AppError } from '../../../shared/errors.ts'
import { checkStep, checkTimeoutMs, hasPreconditions } from '../../../shared/model/conditions.ts'
import { isByItself, type Run } from '../../../shared/model/run.ts'
import { actAs } from '../base/actor.ts'
import { type Core, enqueue, followEnds, type RunEnd, skipRun } from '../queue/queue.ts'
import { resealed, type Sealer } from '../secrets/secrets.ts'
import { previewOf } from '../store/jobs.ts'
import type { Wait } from '../store/run-waits.ts'
import type { TaskSpec, Work } from '../store/tasks.ts'
import { specOfCheck } from './spec-of-check.ts'
import { successToday } from './success-today.ts'

export type Preconditions = ReturnType<typeof createPreconditions>

/**
 * What is checked when a run of a job is about to start. The command is a run of its own: so it holds up nothing, ends in time with
 * all that it started, and survives whatever the runs of jobs survive.
 */
export function createPreconditions(sealer: Sealer) {
  function startCheck(core: Core, run: Run, work: Work, script: string, now: number): void {
    const { spec, params, occurrenceAt } = work
    const request = {
      title: `${run.title}: ${checkStep}`,
      trigger: 'condition' as const,
      spec: specOfCheck(spec, script, occurrenceAt),
      stored: resealed(sealer, run.jobId, params),
      parent: { run: run.number, step: checkStep },
    }
    const check = actAs(run.actor, () => core.store.part(() => enqueue(core, request, now))).run
    core.store.tasks.hold({ seq: work.task, queue: work.queue })
    core.store.events.appendOfRun(run, 'condition is checked', { run: check.number }, now)
  }

  return {
    /** Whether a task that has a slot may start. If not, its run was skipped, or waits for its check. Call inside a write. */
    mayStart(core: Core, work: Work, now: number): boolean {
      const { conditions } = work.spec
      if (work.attempts > 0 || !hasPreconditions(conditions)) return true
      const run = core.store.runs.byNumber(work.run)
      if (!run || run.test || isByPerson(core, run)) return true
      const before = conditions.oncePerDay ? successToday(core.store, run, now) : null
      if (before !== null) return skip(core, run, 'succeeded-today', before, now)
      if (conditions.onlyIf === undefined || core.store.parents.childOf(run.number, checkStep) !== null) return true
      try {
        startCheck(core, run, work, conditions.onlyIf, now)
        return false
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        return skip(
          core,
          run,
          'condition-failed',
          `Could not check the condition ${quoted(conditions.onlyIf)}: ${error.message}`,
          now,
        )
      }
    },
    /** The check of a run has ended. Returns the run if it is skipped. Call inside a write. */
    ended(core: Core, { run: number, step }: Wait, now: number): RunEnd[] {
      const { store } = core
      const [main] = store.tasks.ofRun(number)
      const check = store.runs.byNumber(store.parents.childOf(number, step) ?? -1)
      // A person may have cancelled it, or let it start, in the meantime.
      if (step !== checkStep || main?.stage !== 'held' || check?.trigger !== 'condition') return []
      if (check.status !== 'succeeded')
        return skipRun(store, number, 'condition-failed', check.number, now, whyNot(store.tasks.work(main.seq).spec, check))
      store.tasks.setReady(main, 'held')
      const run = store.runs.byNumber(number)
      if (run) store.events.appendOfRun(run, 'conditions hold', { run: check.number }, now)
      return []
    },
  }
}

/** A person started it, retried it, or moved it to the front: it starts now. */
const isByPerson = ({ store }: Core, { number, trigger, retriedAt }: Run): boolean =>
  !isByItself(trigger) || retriedAt !== null || store.events.rareOfRun(number, 'moved to front', 1).length > 0

type Why = 'condition-failed' | 'succeeded-today'

function skip(core: Core, { number }: Run, reason: Why, error: string, now: number): false {
  followEnds(core, skipRun(core.store, number, reason, null, now, error), now)
  return false
}

function whyNot({ conditions }: TaskSpec, { status, error, reason }: Run): string {
  const command = quoted(conditions?.onlyIf ?? '')
  if (status === 'cancelled') return `The check of the condition ${command} was stopped.`
  if (reason === 'timeout') return `The condition ${command} failed: it took more than ${checkTimeoutMs / 1_000} seconds.`
  return `The condition ${command} failed: ${error ?? 'it did not succeed.'}`
}

const quoted = (script: string): string => `"${previewOf({ body: { kind: 'script', script, interpreter: [] } }).slice(0, 100)}"`
