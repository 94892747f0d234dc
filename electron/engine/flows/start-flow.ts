import { AppError } from '../../../shared/errors.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import { type Again, type Core, followEnds, startFirstHooks } from '../queue/queue.ts'
import { withState } from '../state/state.ts'
import { rerunOf } from '../store/origins.ts'
import type { Store } from '../store/store.ts'
import { advance } from './advance.ts'
import { beginFlow, type FlowRequest } from './begin.ts'
import { namedFlow } from './named-flow.ts'

/** Starts a run of a flow, and makes its first decisions in the same write. */
export const startFlow = (core: Core, request: () => FlowRequest, now: number): Promise<Run> =>
  core.store.submit('start a flow', () => begin(core, request(), now))

function begin(core: Core, request: FlowRequest, now: number): Run {
  const { store } = core
  const { number } = beginFlow(store, request, now)
  startFirstHooks(core, number, now)
  followEnds(core, advance(store, number, now), now)
  return store.runs.byNumber(number) as Run
}

/** The published version of the flow, with the same parameters; for an inner flow, the same inner flow. */
export async function prepareFlowAgain(core: Core, run: Run, how: Again, now: number): Promise<() => Run> {
  const { store } = core
  const { trigger, params, reason, version: wanted } = how
  requireAtOnce(how)
  const row = store.flowRuns.get(run.number)
  const flow = row?.flow == null ? null : store.flows.get(row.flow)
  const given = params && withState(store, flow?.id ?? '', params)
  const values = { earlier: store.histories.load(run.number).state.params as Params, ...given }
  const factsOf = (accepted: Params) => ({ trigger, reason: shownReason(core, reason, accepted), origin: rerunOf(run.number) })
  if (flow) {
    const { flow: named, version, kept } = namedFlow(store, flow.id, wanted)
    const pinned = { number: named.number, version }
    const accepted = core.acceptValues(named.name, kept.definition.params, values)
    return () => begin(core, { ...factsOf(accepted), title: named.name, kept, flow: pinned, params: accepted }, now)
  }
  const kept = { hash: row?.definition ?? '', definition: store.flows.definition(row?.definition ?? '') }
  const tested = run.test ? testOf(store, run, row?.tested ?? null) : {}
  const accepted = core.acceptValues(run.title, kept.definition.params, values)
  return () => begin(core, { ...factsOf(accepted), title: run.title, kept, flow: null, params: accepted, ...tested }, now)
}

/** The part of the draft that a test ran, and the data that it started with. */
function testOf(store: Store, { number }: Run, flow: number | null): Pick<FlowRequest, 'test' | 'shared'> {
  const [began] = store.events.ofTypes(number, ['flow began'])
  return began?.type === 'flow began' ? { test: { flow, rules: began.data.test ?? {} }, shared: began.data.shared } : {}
}

/** Why a run was asked for, without its secret parameters. */
export const shownReason = (core: Core, reason: string | undefined, params: Params): string | undefined =>
  reason && core.withoutSecrets(reason, { jobId: null, params, env: {}, use: false })

function requireAtOnce({ at, priority }: Again): void {
  if (at === undefined && priority === undefined) return
  const path = at === undefined ? 'priority' : 'at'
  const message = 'is for runs of jobs: a flow starts at once, and its nodes have priorities of their own'
  throw new AppError('invalid', `Could not run the flow: ${path} ${message}.`, [{ path, message }])
}
