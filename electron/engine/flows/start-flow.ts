import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import { type Core, followEnds } from '../queue/queue.ts'
import { rerunOf } from '../store/origins.ts'
import { advance } from './advance.ts'
import { beginFlow, type FlowRequest } from './begin.ts'
import { namedFlow } from './named-flow.ts'

/** Starts a run of a flow, and makes its first decisions in the same write. */
export function startFlow(core: Core, request: () => FlowRequest, now: number): Promise<Run> {
  const { store } = core
  return store.submit('start a flow', () => {
    const { number } = beginFlow(store, request(), now)
    followEnds(core, advance(store, number, now), now)
    return store.runs.byNumber(number) as Run
  })
}

/** The published version of the flow, with the same parameters; for an inner flow, the same inner flow. */
export async function runFlowAgain(core: Core, run: Run, trigger: Trigger, now: number): Promise<Run> {
  const { store } = core
  const row = store.flowRuns.get(run.number)
  const { params } = store.histories.load(run.number).state
  const flow = row?.flow == null ? null : store.flows.get(row.flow)
  const origin = rerunOf(run.number)
  if (flow) {
    const { flow: named, version, kept } = namedFlow(store, flow.id, null)
    const pinned = { number: named.number, version }
    const accepted = core.acceptValues(named.name, kept.definition.params, { earlier: params as Params })
    return startFlow(core, () => ({ title: named.name, trigger, kept, flow: pinned, params: accepted, origin }), now)
  }
  const kept = { hash: row?.definition ?? '', definition: store.flows.definition(row?.definition ?? '') }
  return startFlow(core, () => ({ title: run.title, trigger, kept, flow: null, params, origin }), now)
}
