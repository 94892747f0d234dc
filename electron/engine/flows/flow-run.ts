import { AppError, assertNever } from '../../../shared/errors.ts'
import type { ServiceBody } from '../../../shared/model/worker.ts'
import { keepFiles } from '../artifacts/artifacts.ts'
import { prepareJobAgain } from '../jobs/jobs.ts'
import { type Core, followEnds, type Outcome, type RunEnd, type RunKind } from '../queue/queue.ts'
import { deleteResults, deleteTasks, hooksOfJob } from '../runs/runs.ts'
import type { Wait } from '../store/run-waits.ts'
import type { Work } from '../store/tasks.ts'
import { advance, happen } from './advance.ts'
import { awaitService } from './await-service.ts'
import { cancelFlow } from './cancel.ts'
import { beginChild, childEnded } from './child.ts'
import { endOfDamaged, historyOf } from './quarantine.ts'
import { flowDetail } from './run-view.ts'
import { prepareFlowAgain } from './start-flow.ts'
import { endUnit, noteRetry, noteStart } from './unit.ts'
import { unitOf } from './unit-key.ts'
import { mustNotRepeat } from './unknown-outcome.ts'
import { whyNoLog } from './why-no-log.ts'

/**
 * A run of a flow: each task is a node, and the end of a task is an event in the history of the run, from which the next
 * decisions follow.
 */
export const flowRunKind: RunKind = {
  // A damaged history does not continue.
  mayStart: (core, work, now) => isSound(core, work, now),
  started: ({ store }, claim, now) => noteStart(store, claim, claim.attempt, now),
  verdict: (_core, _claim, ending) => ending,
  atMostOnce: (core, claim, now) => isSound(core, claim, now) && mustNotRepeat(core.store, claim),
  retrying(core, work, outcome, { dueAt }, now) {
    const { store } = core
    if (!isSound(core, work, now)) return null
    keepFiles(store, work, outcome, now)
    const awaited = awaitedService(work, outcome)
    if (awaited) awaitService(store, work.task, awaited, now)
    noteRetry(store, work, outcome, dueAt, now)
    return awaited ? 'held' : dueAt > now ? 'delayed' : 'ready'
  },
  ended({ store }, work, outcome, now) {
    keepFiles(store, work, outcome, now)
    const ends: RunEnd[] = []
    if (historyOf(store, work, now, ends) !== null) return endUnit(store, work, outcome, now)
    return ends.length > 0 ? ends : endOfDamaged(store, work.run)
  },
  cancel: ({ store }, { number }, how, now) => cancelFlow(store, number, how, now),
  retry(_core, { number }) {
    throw new AppError(
      'conflict',
      `Could not retry run ${number}: it is a run of a flow. Re-run the flow, or retry from the failed node with "lf retry ${number} --from-failed".`,
    )
  },
  continue: continueFlow,
  hooks({ store }, { number, jobId, version }) {
    const hash = store.flowRuns.get(number)?.definition
    const own = hash === undefined ? [] : (store.flows.definition(hash).hooks ?? [])
    const { hooks, base } = hooksOfJob(store, jobId, jobId === null ? null : version)
    return { hooks: [...hooks, ...own], base }
  },
  childEnvironment: async ({ nodeKey }) => {
    const { step, item } = unitOf(nodeKey)
    return { LOCALFLOW_NODE: step, ...(item === undefined ? {} : { LOCALFLOW_ITEM: String(item) }) }
  },
  takesParam: () => true,
  secretUse: ({ spec }) => spec.secrets,
  keeps: { output: true, result: false, files: 'always', unkeptFails: false },
  // A job whose body is a flow is re-run in the current version of the job.
  prepareAgain: (core, run, how, now) =>
    run.jobId === null ? prepareFlowAgain(core, run, how, now) : prepareJobAgain(core, run, how, now),
  detail: ({ store }, run, whyWaiting) => flowDetail(store, run, whyWaiting),
  definition(store, { number }) {
    const flow = store.flowRuns.get(number)?.flow ?? null
    const found = flow === null ? null : store.flows.get(flow)
    return found && { kind: 'flow', id: found.id }
  },
  result: (store, run) => store.histories.load(run).state.result,
  logOwner({ store }, run, node) {
    if (node === undefined) return run.id
    const history = store.histories.load(run.number)
    const visits = history.state.nodes[node]?.visits ?? 1
    const task = store.tasks.ofNode(run.number, node) ?? store.tasks.ofNode(run.number, `${node}#${visits}`)
    if (!task) throw new AppError('not-found', whyNoLog(history, run.number, node))
    return task.id
  },
  async deletePieces(deletion) {
    await deleteResults(deletion)
    await deleteTasks(deletion)
  },
}

/** False: the history of the run is damaged, and the run has ended. Call inside a write. */
function isSound(core: Core, work: Work, now: number): boolean {
  const ends: RunEnd[] = []
  const history = historyOf(core.store, work, now, ends)
  followEnds(core, ends, now)
  return history !== null
}

/** A task that workers fetch waits for a worker; so does one for which no worker could be called. */
function awaitedService({ spec: { body } }: Work, { reason }: Outcome): ServiceBody | null {
  return body.kind === 'service' && (body.mode === 'pull' || reason === 'unreachable') ? body : null
}

function continueFlow(core: Core, { run, step, kind }: Wait, now: number): RunEnd[] {
  const { store } = core
  switch (kind) {
    case 'timer':
      return happen(store, run, { type: 'timer fired', data: { step } }, now)
    case 'wait':
      return happen(store, run, { type: 'wait timed out', data: { step } }, now)
    case 'deadline':
      if (step === '') return happen(store, run, { type: 'flow timed out', data: {} }, now)
      return happen(store, run, { type: 'node timed out', data: { step } }, now)
    case 'child':
      return childEnded(store, run, step, now, [])
    case 'job':
      return beginChild(core, run, step, now, [])
    case 'more':
      return advance(store, run, now)
    case 'event':
    case 'approval':
    case 'stop':
    case 'terminate':
      return []
    default:
      return assertNever(kind)
  }
}
