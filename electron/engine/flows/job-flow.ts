import { AppError } from '../../../shared/errors.ts'
import { deepestFlow } from '../../../shared/flow/definition.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Core, RunEnd } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { Work } from '../store/tasks.ts'
import { advance } from './advance.ts'
import { makeFlow } from './begin.ts'
import { type NamedFlow, namedFlow } from './named-flow.ts'

type Ready = NamedFlow & { params: Params }

/** The flow of a job whose turn has come, or why it cannot start. Call inside a write. */
function flowOf(core: Core, { spec: { body }, run, params }: Pick<Work, 'spec' | 'run' | 'params'>): Ready | { problem: string } {
  const { store } = core
  if (body.kind !== 'flow') return { problem: 'The body of the job is not a flow.' }
  try {
    if (depthOf(store, run) > deepestFlow)
      return { problem: `Flows are nested more than ${deepestFlow} deep. Check whether the flow calls itself.` }
    const named = namedFlow(store, body.flow, body.version)
    const accepted = core.acceptValues(named.flow.name, named.kept.definition.params, { facts: params })
    return { ...named, params: accepted }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { problem: error.message }
  }
}

/** The flow starts: from now on its history has the state of the run. Call inside a write. */
function beginJobFlow(core: Core, work: Work, now: number): RunEnd[] {
  const { store } = core
  const { run, title, spec } = work
  const named = flowOf(core, work)
  if ('problem' in named) throw new Error(`the flow of run ${run} could start a moment ago: ${named.problem}`)
  const { flow, version, kept, params } = named
  store.moves.become(run, 'flow')
  const { hooks = [] } = kept.definition
  // Those of the job started with its task.
  if (hooks.length > 0) core.startHooks(core, run, { at: 'start' }, { hooks, base: null }, now)
  const link = outerOf(store, run)
  const parent = link && { ...link, depth: depthOf(store, run) - 1, inner: false }
  const pinned = { number: flow.number, version }
  makeFlow(store, run, { title, kept, flow: pinned, params, timeoutMs: spec.timeoutMs, ...(parent ? { parent } : {}) }, now)
  return advance(store, run, now)
}

/** The flow that the run is a part of. A hook belongs to another run, but is not a part of it. */
const outerOf = (store: Store, run: number): ReturnType<Store['parents']['of']> =>
  store.runs.byNumber(run)?.trigger === 'flow' ? store.parents.of(run) : null

function depthOf(store: Store, run: number): number {
  const parent = outerOf(store, run)
  return parent ? store.histories.load(parent.run).state.depth + 1 : 0
}

/** How the run of a job becomes a run of its flow. */
export const jobFlow = {
  problem(core: Core, work: Work): string | null {
    const named = flowOf(core, work)
    return 'problem' in named ? named.problem : null
  },
  begin: beginJobFlow,
}
