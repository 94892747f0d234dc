import { AppError } from '../../../shared/errors.ts'
import { type Definition, deepestFlow, type Node } from '../../../shared/flow/definition.ts'
import { innerFlow } from '../../../shared/flow/inner.ts'
import type { Data, Json } from '../../../shared/flow/reference.ts'
import { nodeOf, paramsOf, type Step } from '../../../shared/flow/state.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run } from '../../../shared/model/run.ts'
import { actAs } from '../base/actor.ts'
import { type Core, enqueue, type RunEnd } from '../queue/queue.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import { advance, happen } from './advance.ts'
import { beginFlow, type KeptDefinition, keepDefinition } from './begin.ts'
import { namedFlow } from './named-flow.ts'
import { soundHistory } from './quarantine.ts'

/** Starts the flow or the job of a step; if it cannot start, it counts as failed. Call inside a write. */
export function beginChild(core: Core, run: number, id: string, now: number, ends: RunEnd[]): RunEnd[] {
  const { store } = core
  const history = soundHistory(store, run, now, ends)
  const step = history?.state.steps[id]
  if (!history || !step || step.status === 'over' || step.stopping || step.child) return ends
  try {
    const child = begun(core, history, step, now)
    happen(store, run, { type: 'child began', data: { step: id, run: child.number, id: child.id } }, now, ends)
    return isFlow(store, child.number) ? advance(store, child.number, now, ends) : ends
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const data = { step: id, run: 0, status: 'failed', reason: 'could-not-start', error: error.message, shared: null }
    return happen(store, run, { type: 'child ended', data }, now, ends)
  }
}

/** The inner run has the actor of the outer one. */
function begun(core: Core, history: History, step: Step, now: number): Run {
  const outer = core.store.runs.byNumber(history.run)
  const begin = () => begunNow(core, history, step, now)
  return outer ? actAs(outer.actor, begin) : begin()
}

function begunNow(core: Core, history: History, step: Step, now: number): Run {
  const { store } = core
  const { definition, state } = history
  const node = nodeOf(definition, step.node)
  const parent = { run: history.run, step: step.id, depth: state.depth, inner: false }
  if (node.exec_type === 'job') return jobRun(core, history, node, step, now)
  if (state.depth + 1 > deepestFlow)
    throw new AppError('invalid', `Flows are nested more than ${deepestFlow} deep. Check whether the flow calls itself.`)
  const params = childParams(paramsOf(state, node), step.input)
  const title = `${store.runs.byNumber(history.run)?.title ?? ''} › ${step.node}`
  if (node.subflow)
    return beginFlow(
      store,
      {
        title,
        trigger: 'flow',
        kept: keptInner(store, definition, node),
        flow: null,
        params,
        parent: { ...parent, inner: true },
      },
      now,
    )
  const { flow, version, kept } = namedFlow(store, node.flow ?? '', node.version)
  const accepted = core.acceptValues(flow.name, kept.definition.params, { facts: params as Params })
  const pinned = { number: flow.number, version }
  return beginFlow(store, { title: flow.name, trigger: 'flow', kept, flow: pinned, params: accepted, parent }, now)
}

const inner = new WeakMap<Node, KeptDefinition>()

function keptInner(store: Store, outer: Definition, node: Node): KeptDefinition {
  const definition = inner.get(node)?.definition ?? innerFlow(outer, node)
  // Stored each time, because the write that stored it first may have been rolled back.
  const kept = { hash: keepDefinition(store, definition), definition }
  inner.set(node, kept)
  return kept
}

/** The parameters of the node, overridden by the fields of its input. */
function childParams(params: Data, input: Json): Data {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...params, ...input } : params
}

function jobRun(core: Core, history: History, node: Node, step: Step, now: number): Run {
  const job = core.store.jobs.find(node.job ?? '')
  if (!job.enabled) throw new AppError('conflict', `The job "${job.name}" is disabled. Enable it to run it.`)
  const input = typeof step.input === 'object' && step.input !== null && !Array.isArray(step.input) ? step.input : {}
  const values = { params: (node.params ?? {}) as Params, facts: input as Params }
  const parent = { run: history.run, step: step.id }
  return enqueue(core, { title: job.name, trigger: 'flow', job, values, parent }, now).run
}

/** The run that a step waits for has ended. Call inside a write. */
export function childEnded(store: Store, run: number, id: string, now: number, ends: RunEnd[]): RunEnd[] {
  const child = soundHistory(store, run, now, ends)?.state.steps[id]?.child
  const ended = child ? store.runs.byNumber(child.run) : null
  if (!child || !ended || ended.endedAt === null) return ends
  const { status, reason, error } = ended
  const data = {
    step: id,
    run: child.run,
    status,
    reason,
    error: error === null ? null : `run ${child.run}: ${error}`,
    shared: outputOf(store, ended),
  }
  return happen(store, run, { type: 'child ended', data }, now, ends)
}

const isFlow = (store: Store, run: number): boolean => store.runs.kind(run) === 'flow'

/** The shared data of a flow, or the result of a job. */
function outputOf(store: Store, { number }: Run): Json {
  if (isFlow(store, number)) return store.histories.load(number).state.shared
  const [task] = store.tasks.ofRun(number)
  return task ? (store.tasks.result(task.seq) as Json) : null
}
