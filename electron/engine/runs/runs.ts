import { AppError } from '../../../shared/errors.ts'
import { nodeKeyOf } from '../../../shared/flow/state.ts'
import type { Run, RunDetail, RunEvent } from '../../../shared/model/run.ts'
import type { ObjectActions } from '../artifacts/objects.ts'
import type { Clock } from '../base/clock.ts'
import type { WaitingRoom } from '../conditions/deferrals.ts'
import { nodesOf } from '../flows/run-view.ts'
import type { Disk } from '../health/disk.ts'
import { logTaskOf, nodesOfPipeline } from '../pipelines/view.ts'
import { stopRun } from '../queue/after-run.ts'
import type { Dispatcher } from '../queue/dispatcher.ts'
import { revive } from '../queue/retry-run.ts'
import { whyItWaits } from '../queue/why-waiting.ts'
import type { Runners } from '../runner-client/runners.ts'
import { DamagedHistory } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'
import { failing } from './failing.ts'
import { createRunList } from './run-list.ts'
import type { WaitingRuns } from './waiting.ts'

const childrenShown = 200
const successorsShown = 10

/** How a run of a flow stands, by its history; of one that is damaged, nothing is told. */
function standing(
  store: Store,
  number: number,
  whyTaskWaits: (task: TaskRow) => string | null,
): Pick<RunDetail, 'shared' | 'result' | 'failedNode' | 'nodes'> {
  try {
    const history = store.histories.load(number)
    const { shared, result, stop } = history.state
    const failedNode = stop?.failure?.step ? nodeKeyOf(stop.failure.step) : null
    return { shared, result, failedNode, nodes: nodesOf(store, history, whyTaskWaits) }
  } catch (error) {
    if (!(error instanceof DamagedHistory)) throw error
    return { shared: {}, result: null, failedNode: null, nodes: [] }
  }
}

function parentOf(store: Store, number: number): RunDetail['parent'] {
  const link = store.flowRuns.parentOf(number)
  const parent = link && store.runs.byNumber(link.run)
  return parent && link ? { id: parent.id, number: parent.number, title: parent.title, step: link.step } : null
}

const childrenOf = (store: Store, number: number): RunDetail['children'] =>
  store.flowRuns.children(number, childrenShown).flatMap(({ number: child, step }) => {
    const run = store.runs.byNumber(child)
    return run ? [{ id: run.id, number: child, title: run.title, step, status: run.status }] : []
  })

function originOf(store: Store, number: number): RunDetail['origin'] {
  const origin = store.origins.of(number)
  if (!origin) return null
  const { source, how, node, event } = origin
  return { id: store.runs.byNumber(source)?.id ?? null, number: source, how, node, event }
}

const successorsOf = (store: Store, number: number): RunDetail['successors'] =>
  store.origins.madeFrom(number, successorsShown).flatMap(({ run: successor, how }) => {
    const run = store.runs.byNumber(successor)
    return run ? [{ id: run.id, number: run.number, how, status: run.status }] : []
  })

const noFiles = { items: [], nextCursor: null, count: 0, bytes: 0 }

export type RunActions = ReturnType<typeof createRunActions>

/** Runs by id or number. Errors are not-found, conflict (ended, not ended), invalid (a cursor that is none). */
export function createRunActions(
  store: Store,
  clock: Clock,
  dispatcher: Pick<Dispatcher, 'places'>,
  disk: Pick<Disk, 'trouble'>,
  runners: Pick<Runners, 'problem'>,
  room: Pick<WaitingRoom, 'words'>,
  objects: Pick<ObjectActions, 'ofAttempt'>,
  waiting: Pick<WaitingRuns, 'told'>,
) {
  function find(ref: string): Run {
    const run = store.runs.find(ref)
    if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
    return run
  }

  const whyTaskWaits = (task: TaskRow): string | null =>
    whyItWaits(
      store,
      task,
      dispatcher.places,
      { disk: disk.trouble(), runner: runners.problem(), conditions: room.words },
      clock.now(),
    )

  function nodeOf(run: Run, task: TaskRow): RunDetail['nodes'][number] {
    return {
      key: task.nodeKey,
      taskId: task.id,
      visits: 1,
      status: task.status,
      reason: task.reason,
      error: run.error,
      attempts: task.attempts,
      maxAttempts: task.maxAttempts,
      items: null,
      startedAt: run.startedAt,
      endedAt: task.endedAt,
      queue: task.queue,
      priority: task.priority,
      approval: null,
      takenFrom: null,
      waitsFor: whyTaskWaits(task),
      waitsUntil: null,
      defersUntil: task.stage === 'held' ? (store.deferrals.of(task.seq)?.until ?? null) : null,
      tries: store.attempts.ofTask(task.seq),
    }
  }

  function detail(ref: string): RunDetail {
    const [run = find(ref)] = waiting.told([find(ref)])
    const flow = store.flowRuns.get(run.number)
    const params = store.runs.params(run.number)
    const common = {
      ...run,
      pipeline: null,
      parent: parentOf(store, run.number),
      children: childrenOf(store, run.number),
      origin: originOf(store, run.number),
      successors: successorsOf(store, run.number),
      params,
    }
    if (flow) {
      const facts = { version: flow.version, job: null, flow: flow.name ?? run.title }
      return { ...common, ...facts, ...standing(store, run.number, whyTaskWaits) }
    }
    const pipeline = store.pipelines.run(run.number)
    if (pipeline)
      return {
        ...common,
        pipeline: store.pipelines.get(pipeline.pipeline)?.id ?? null,
        job: null,
        flow: null,
        shared: {},
        result: null,
        failedNode: null,
        nodes: nodesOfPipeline(store, run),
      }
    const tasks = store.tasks.ofRun(run.number)
    const result = tasks.length === 1 && tasks[0] ? store.tasks.result(tasks[0].seq) : null
    const job = run.jobId === null ? null : run.title
    return { ...common, job, flow: null, shared: {}, result, failedNode: null, nodes: tasks.map((task) => nodeOf(run, task)) }
  }

  return {
    find,
    /** Whose log is meant: the run's own, or that of a task of one of its nodes. */
    logOwner(ref: string, node: string | undefined): string {
      const run = find(ref)
      if (store.pipelines.run(run.number)) return logTaskOf(store, run, node)
      if (node === undefined) return run.id
      const visits = store.runs.isFlow(run.number) ? (store.histories.load(run.number).state.nodes[node]?.visits ?? 1) : 1
      const task = store.tasks.ofNode(run.number, node) ?? store.tasks.ofNode(run.number, `${node}#${visits}`)
      if (!task) throw new AppError('not-found', `Run ${run.number} has no task of a node "${node}".`)
      return task.id
    },
    /** What an attempt left behind: of the run, or of one of its nodes or steps; without its number, the newest. */
    files(
      ref: string,
      {
        node,
        attempt,
        cursor,
        limit,
      }: { node: string | undefined; attempt: number | null; cursor: string | null; limit: number },
    ) {
      const run = find(ref)
      const owner = this.logOwner(ref, node)
      const task = owner === run.id ? (store.tasks.ofRun(run.number)[0] ?? null) : store.tasks.find(owner)
      const files = task ? objects.ofAttempt(task.seq, attempt ?? task.attempts, cursor, limit) : noFiles
      const notKept = store.events.ofRun(run.number).findLast(({ type }) => type === 'files not kept')
      return { ...files, problem: node === undefined ? ((notKept?.data['error'] as string | undefined) ?? null) : null }
    },
    /** Those of them that there are. */
    some: (ids: string[]): Run[] => ids.flatMap((id) => store.runs.get(id) ?? []),
    detail,
    failing: (since: number) => failing(store, since),
    list: createRunList(store, waiting),
    /** Some of them after one, or all. */
    events: (ref: string, after = 0, limit = -1): RunEvent[] => store.events.ofRun(find(ref).number, after, limit),
    async cancel(ref: string): Promise<Run> {
      const { number, id } = find(ref)
      await store.submit('cancel a run', () => stopRun(store, number, clock.now()))
      return find(id)
    },
    async retry(ref: string): Promise<Run> {
      const { number, id } = find(ref)
      await store.submit('retry a run', () => revive(store, number, clock.now()))
      return find(id)
    },
  }
}
