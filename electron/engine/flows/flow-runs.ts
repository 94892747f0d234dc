import { AppError } from '../../../shared/errors.ts'
import { awaitedOf } from '../../../shared/flow/input.ts'
import type { Data, Json } from '../../../shared/flow/reference.ts'
import { replay } from '../../../shared/flow/replay.ts'
import { offeredActions } from '../../../shared/flow/route.ts'
import { nodeOf, type Step } from '../../../shared/flow/state.ts'
import type { FlowWait } from '../../../shared/model/flow.ts'
import type { Params } from '../../../shared/model/params.ts'
import { paramsText } from '../../../shared/model/params-text.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import { shownParams, shownValue } from '../base/sealed.ts'
import { type Core, followEnds, type RunEnd } from '../queue/queue.ts'
import { missingRun } from '../runs/runs.ts'
import { withState } from '../state/state.ts'
import type { History } from '../store/histories.ts'
import type { OperationLabel } from '../store/operation-labels.ts'
import { happen } from './advance.ts'
import type { FlowRequest } from './begin.ts'
import { continued } from './continue-run.ts'
import { full, hasRoom } from './data-budget.ts'
import { type Decision, formValues, requireApprover } from './decision.ts'
import { namedFlow, versionOfFlow } from './named-flow.ts'
import { type Asked, type ResolvedInput, resolveInput } from './resolve-input.ts'
import { prepareFlowAgain, shownReason, startFlow } from './start-flow.ts'

export type FlowRunActions = ReturnType<typeof createFlowRunActions>

/** Operations on runs of flows. Errors are not-found, conflict and invalid. */
export function createFlowRunActions(core: Core, clock: Clock) {
  const { store } = core

  function written<T>(label: OperationLabel, op: () => { ends: RunEnd[]; value: T }): Promise<T> {
    return store.submit(label, () => {
      const { ends, value } = op()
      followEnds(core, ends, clock.now())
      return value
    })
  }

  const begun = (request: () => FlowRequest): Promise<Run> => startFlow(core, request, clock.now())

  function flowRun(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw missingRun(store, ref, clock.now())
    if (store.runs.kind(run.number) !== 'flow') throw new AppError('conflict', `Run ${run.number} is not a run of a flow.`)
    return run
  }

  function liveRun(ref: string): Run {
    const run = flowRun(ref)
    if (run.endedAt !== null) throw new AppError('conflict', `Run ${run.number} has already ended (${run.status}).`)
    return run
  }

  /** The approval of that node or step, or the only one. */
  function approvalOf(run: Run, node: string | undefined): Step {
    const waiting = Object.values(store.histories.load(run.number).state.steps).filter(
      ({ kind, unknown, status, stopping }) => (kind === 'approval' || unknown) && status === 'live' && !stopping,
    )
    const meant = node === undefined ? waiting : waiting.filter((step) => step.node === node || step.id === node)
    if (meant.length === 1 && meant[0]) return meant[0]
    const which = waiting.map((step) => `"${step.node}"`).join(', ')
    if (waiting.length === 0 || meant.length === 0)
      throw new AppError(
        'conflict',
        `Run ${run.number} is not waiting for approval${node === undefined ? '' : ` of "${node}"`}${which ? `, only of ${which}` : ''}.`,
      )
    throw new AppError('conflict', `Run ${run.number} is waiting for several approvals. Name one of these nodes: ${which}.`)
  }

  /** Another version of the flow of a run. */
  function otherVersion(run: Run, version: number) {
    const flow = store.flowRuns.get(run.number)?.flow ?? null
    const known = flow === null ? null : store.flows.get(flow)
    if (!known) throw new AppError('conflict', `Run ${run.number} is not a run of a version of a flow.`)
    return namedFlow(store, known.id, version)
  }

  return {
    async start(ref: string, version: number | null, params: Data, trigger: Trigger, reason?: string): Promise<Run> {
      const { flow, version: found, kept } = namedFlow(store, ref, version)
      const pinned = { number: flow.number, version: found }
      const given = withState(store, flow.id, params as Params)
      const accepted = core.acceptValues(flow.name, kept.definition.params, given)
      const why = shownReason(core, reason, accepted)
      return begun(() => ({ title: flow.name, trigger, kept, flow: pinned, params: accepted, reason: why }))
    },
    async again(ref: string, trigger: Trigger): Promise<Run> {
      return store.submit('start a flow', await prepareFlowAgain(core, flowRun(ref), { trigger }, clock.now()))
    },
    /**
     * A new run that continues this one after its event `at`, or, without one, from before its failure. Finished work is
     * taken from the history; parameters and shared data may be edited. With a version, it continues by that one of its flow.
     */
    async fork(
      ref: string,
      at: number | null,
      edits: { params?: Data | undefined; shared?: Data | undefined },
      trigger: Trigger,
      version: number | null = null,
    ): Promise<Run> {
      const run = flowRun(ref)
      const { definition: before, state } = store.histories.load(run.number)
      const other = version === null ? null : otherVersion(run, version).kept
      const given = { earlier: state.params as Params, params: edits.params as Params | undefined }
      const accepted = { ...edits, params: core.acceptValues(run.title, (other?.definition ?? before).params, given) }
      const { forked, origin } = continued(core, run, { at, edits: accepted, by: other?.definition ?? null, now: clock.now() })
      const row = store.flowRuns.get(run.number)
      const kept = other ?? { hash: row?.definition ?? '', definition: before }
      const flow = row?.flow == null ? null : { number: row.flow, version: version ?? row.version ?? 0 }
      const { params, test: rules = {} } = forked.state
      const test = run.test ? { flow: row?.tested ?? null, rules } : undefined
      return begun(() => ({ title: run.title, trigger, kept, flow, params, forked, origin, test }))
    },
    /** Repeating a signal by its id is recorded and changes nothing. */
    signal(ref: string, key: string, value: Json, id: string | null, by: string): Promise<{ ignored: string | null }> {
      return written('signal a run', () => {
        const run = liveRun(ref)
        const history = store.histories.load(run.number)
        const isKnown = id !== null && history.state.signalIds.includes(id)
        const why = isKnown ? 'duplicate' : hasRoom(store, history, value) ? null : 'too-large'
        const ends =
          why === null
            ? happen(store, run.number, { type: 'signal received', data: { key, value, id, by } }, clock.now())
            : happen(store, run.number, { type: 'signal ignored', data: { key, id, why } }, clock.now())
        return { ends, value: { ignored: why } }
      })
    },
    decide(ref: string, node: string | undefined, decision: Decision): Promise<{ step: string }> {
      const { value, by, comment } = decision
      return written('decide an approval', () => {
        const run = liveRun(ref)
        const step = approvalOf(run, node)
        const history = store.histories.load(run.number)
        const params = answerOf(core, history, step, decision)
        if (!hasRoom(store, history, params ?? value)) throw new AppError('too-large', full)
        const data = { step: step.id, value, by, comment, ...(params && { params }) }
        const ends = happen(store, run.number, { type: 'decided', data }, clock.now())
        return { ends, value: { step: step.id } }
      })
    },
    /** The history of the run, with its definition. */
    history: (ref: string): History => store.histories.load(flowRun(ref).number),
    /** The definition that a run uses, whatever was published since. */
    goesBy(ref: string) {
      const run = flowRun(ref)
      const { definition } = store.histories.load(run.number)
      const version = store.flowRuns.get(run.number)?.version ?? null
      return { flow: run.title, version, definition, dialect: definition.dialect ?? 'localflow' }
    },
    /** The input of a node with the data of the run. */
    resolve: (ref: string, asked: Asked): ResolvedInput => resolveInput(store, flowRun(ref).number, asked),
    /** Replays with its own version, or with another of its flow: the decisions that would follow, and the first difference. */
    replay(ref: string, version: number | null, to: number | undefined) {
      const run = flowRun(ref)
      const row = store.flowRuns.get(run.number)
      if (version !== null && (row?.flow ?? null) === null)
        throw new AppError('conflict', `Run ${run.number} is an inner flow, which has no versions.`)
      const flow = row?.flow == null ? null : store.flows.get(row.flow)
      const other = version !== null && flow ? versionOfFlow(store, flow, version) : null
      const definition = store.flows.definition(other?.hash ?? row?.definition ?? '')
      const events = store.histories.events(run.number, 0)
      const { decisions, difference } = replay(definition, events, to)
      return { version: version ?? row?.version ?? null, events: events.length, decisions, difference: shownValue(difference) }
    },
    /** Waits that a person can end, longest first. */
    waits: (kind: 'event' | 'approval', limit: number): FlowWait[] =>
      store.runWaits.ofKind(kind, limit).flatMap(({ run: number, step: id }) => {
        const run = store.runs.byNumber(number)
        const { definition, state } = store.histories.load(number)
        const step = state.steps[id]
        // Whoever tests a draft looks at it.
        if (!run || run.test || !step) return []
        const node = nodeOf(definition, step.node)
        const { key } = awaitedOf(state, node, step)
        const isUnknown = step.unknown !== undefined
        const nodeTitle = node.title ?? step.node
        const facts = { run: run.id, runNumber: number, title: run.title, step: id, node: step.node, nodeTitle, isUnknown }
        const params = paramsText(shownParams(store.runs.params(number)))
        const { approver_role: role = null, form = {} } = isUnknown ? {} : node
        return [{ ...facts, role, form, params, kind, key, since: step.began, dueAt: step.dueAt }]
      }),
  }
}

/** The values of the form of an approval. Throws if this person may not decide like this. */
function answerOf(core: Core, history: History, step: Step, decision: Decision): Data | undefined {
  const node = nodeOf(history.definition, step.node)
  // Whether interrupted work was done is no approval.
  const asked = step.unknown ? { ...node, approver_role: undefined, form: undefined } : node
  requireApprover(step.node, asked, decision.role)
  requireOffered(history, step, decision.value)
  return formValues(core, step.node, asked, decision) as Data | undefined
}

/** An action without an edge would fail the run: a misspelled word must not. */
function requireOffered({ definition }: History, step: Step, value: Json): void {
  const offered = step.kind === 'approval' ? offeredActions(definition, step.node) : null
  const action = value === true ? 'approved' : value === false ? 'rejected' : value
  if (offered === null || (typeof action === 'string' && offered.includes(action))) return
  const choice = offered.map((each) => `"${each}"`).join(', ')
  throw new AppError('invalid', `Could not decide "${step.node}": it offers ${choice}, not ${JSON.stringify(action)}.`)
}
