import { failedItemOfRun, failureText } from '../../../shared/flow/failed-item.ts'
import { awaitedOf } from '../../../shared/flow/input.ts'
import { pathTakenOf } from '../../../shared/flow/path-taken.ts'
import { forkOf, type Standing, standingsOf } from '../../../shared/flow/standing.ts'
import { type NodeView, nodeKeyOf, nodeOf, type Step } from '../../../shared/flow/state.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import type { State } from '../../../shared/run-state.ts'
import { shownValue } from '../base/sealed.ts'
import type { KindDetail } from '../queue/queue.ts'
import { DamagedHistory, type History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'

type NodeDetail = RunDetail['nodes'][number]

const shown: Record<NodeView['status'], State> = {
  queued: 'queued',
  running: 'running',
  waiting: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  skipped: 'skipped',
}

/** A run of a flow for display, from its history; without details if that is damaged. */
export function flowDetail(store: Store, run: Run, whyWaiting: (task: TaskRow) => string | null): KindDetail {
  const row = store.flowRuns.get(run.number)
  const facts = { version: row?.version ?? null, job: null, flow: row?.name ?? run.title, pipeline: null, startsAs: null }
  try {
    const history = store.histories.load(run.number)
    const { shared, result, stop } = history.state
    const failedNode = stop?.failure?.step ? nodeKeyOf(stop.failure.step) : null
    const failedItem = failedItemOfRun(history.definition, stop?.failure?.message ?? '')
    return {
      ...facts,
      shared: shownValue(shared),
      result: shownValue(result),
      failedNode,
      failedItem,
      failedItemValue: failedItem === null ? null : valueOfItem(history, stop?.failure?.step ?? '', failedItem),
      nodes: nodesOf(store, history, whyWaiting),
    }
  } catch (error) {
    if (!(error instanceof DamagedHistory)) throw error
    return { ...facts, shared: {}, result: null, failedNode: null, failedItem: null, failedItemValue: null, nodes: [] }
  }
}

const valueChars = 80

/** The start of the value of an item, for people; null for a branch. */
function valueOfItem({ state }: History, step: string, item: number): string | null {
  const input = state.steps[step]?.input
  if (!Array.isArray(input) || item >= input.length) return null
  const value = shownValue(input[item])
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, valueChars)
}

/** The nodes that a run of a flow has entered, in that order, with their states. */
function nodesOf(store: Store, history: History, whyTaskWaits: (task: TaskRow) => string | null): NodeDetail[] {
  const { run, definition, state } = history
  const whyItWaits = (task: TaskRow | null, step: Step | undefined): string | null =>
    task && !step?.unknown ? whyTaskWaits(task) : step ? whatStepAwaits(history, step) : null
  return Object.entries(standings(store, history)).map(([key, view]) => {
    const node = nodeOf(definition, key)
    const step = Object.values(state.steps).find((each) => each.node === key)
    const task = store.tasks.ofNode(run, `${key}#${view.visits}`)
    return {
      key,
      title: node.title ?? null,
      taskId: task?.id ?? null,
      visits: view.visits,
      status: shown[view.status],
      reason: task?.reason ?? null,
      error: view.error && failureText(definition, key, view.error),
      attempts: view.attempts,
      maxAttempts: task?.maxAttempts ?? 1,
      queue: task?.queue ?? node.queue ?? 'default',
      priority: task?.priority ?? node.priority ?? 0,
      items: view.items,
      startedAt: view.began,
      endedAt: view.ended,
      bypass: view.bypass ?? null,
      approval: view.approval && { ...view.approval, actor: view.approval.actor ?? null },
      takenFrom: view.takenFrom,
      waitsFor: view.ended === null ? whyItWaits(task, step) : null,
      waitsUntil: view.ended === null ? (step?.dueAt ?? null) : null,
      defersUntil: null,
      tries: task ? store.attempts.ofTask(task.seq) : [],
    }
  })
}

const telling = ['forked', 'decided', 'wait timed out', 'signal received', 'signal consumed'] as const

/** Events are read only if they say more than the state: about approvals, and about another run that this one continues. */
function standings(store: Store, { run, definition, state }: History): Record<string, Standing> {
  const hasApprovals = Object.keys(state.nodes).some((key) => definition.nodes[key]?.kind === 'approval')
  const how = store.origins.of(run)?.how
  const goesOn = how === 'retry' || how === 'fork'
  const events = hasApprovals || goesOn ? store.events.ofTypes(run, hasApprovals ? telling : ['forked']) : []
  return standingsOf(state, pathTakenOf(definition, events), forkOf(events))
}

/** A sentence for a person; null for a step that waits for nothing. */
function whatStepAwaits({ definition, state }: History, step: Step): string | null {
  const { key } = awaitedOf(state, nodeOf(definition, step.node), step)
  switch (step.kind) {
    case 'timer':
      return step.dueAt === null ? null : 'Waiting for the timer.'
    case 'event':
      return `Waiting for the signal "${key}".`
    case 'approval':
      return 'Waiting for approval.'
    case 'child':
      return step.child ? `Waiting for run ${step.child.run} to end.` : 'Starting.'
    case 'task':
      return step.unknown
        ? 'Waiting for your decision: the node was interrupted, and LocalFlow cannot tell whether it finished.'
        : null
    case 'many':
    case 'choice':
      return null
  }
}
