import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import type { Facts } from '../../../shared/flow/events.ts'
import { type Edits, forkAt, forkFromFailure } from '../../../shared/flow/fork.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Core } from '../queue/queue.ts'
import type { Origin } from '../store/origins.ts'
import { pastRun } from './test-part.ts'

export type Continued = { forked: Facts['forked']; origin: Origin }

/** A run after its event `at`, or before its failure, ready to continue as a new run, maybe by a changed definition. Throws conflict. */
export function continued(
  { store }: Core,
  { number }: Pick<Run, 'number'>,
  { at, edits, by, now }: { at: number | null; edits?: Edits; by: Definition | null; now: number },
): Continued {
  const { definition } = store.histories.load(number)
  const events = store.histories.events(number, 0)
  const found = at === null ? forkFromFailure(definition, events, now, edits, by) : forkAt(definition, events, at, now, edits, by)
  if ('problem' in found) throw new AppError('conflict', `Could not continue run ${number}: ${found.problem}`)
  const { state, n, course, failed } = found
  return {
    forked: { run: number, n, state, course },
    origin: { source: number, how: at === null ? 'retry' : 'fork', node: failed, event: n },
  }
}

/** A failed run that a test of the draft continues. */
export function continuedRun(
  core: Core,
  flow: number,
  ref: string | undefined,
  by: Definition,
  now: number,
): Continued & { earlier: Params } {
  if (ref === undefined)
    throw new AppError('invalid', 'Could not start the test: the scope "failed" needs a run.', [
      { path: 'run', message: 'is missing' },
    ])
  const { run, params } = pastRun(core.store, flow, ref)
  return { ...continued(core, run, { at: null, by, now }), earlier: params }
}
