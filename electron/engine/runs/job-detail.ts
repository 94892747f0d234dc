import { AppError } from '../../../shared/errors.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import { endsWhenDue, type KindDetail } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow } from '../store/tasks.ts'

type WhyWaiting = (task: TaskRow) => string | null

/** A run of a job, or of one command, for display. */
export function jobDetail(store: Store, run: Run, whyWaiting: WhyWaiting): KindDetail {
  const tasks = store.tasks.ofRun(run.number)
  const result = tasks.length === 1 && tasks[0] ? store.tasks.result(tasks[0].seq) : null
  const job = run.jobId === null ? null : run.title
  const nodes = tasks.map((task) => nodeOf(store, run, task, whyWaiting))
  return {
    job,
    flow: null,
    pipeline: null,
    shared: {},
    result,
    startsAs: tasks[0] && tasks[0].endedAt === null ? formOf(tasks[0]) : null,
    failedNode: null,
    failedItem: null,
    failedItemValue: null,
    nodes,
  }
}

const formOf = ({ type }: TaskRow): KindDetail['startsAs'] => (type === 'flow' || type === 'pipeline' ? type : null)

function nodeOf(store: Store, run: Run, task: TaskRow, whyWaiting: WhyWaiting): RunDetail['nodes'][number] {
  const waitsFor = whyWaiting(task)
  return {
    key: task.nodeKey,
    title: null,
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
    bypass: null,
    approval: null,
    takenFrom: null,
    waitsFor,
    waitsUntil: endsWhenDue(waitsFor) ? task.dueAt : null,
    defersUntil: task.stage === 'held' ? (store.deferrals.of(task.seq)?.until ?? null) : null,
    tries: store.attempts.ofTask(task.seq),
  }
}

/** The run has one log, and its task may be named by its key. */
export function jobLogOwner(store: Store, run: Run, node: string | undefined): string {
  if (node === undefined) return run.id
  const task = store.tasks.ofNode(run.number, node)
  if (!task) throw new AppError('not-found', `Run ${run.number} has no node "${node}": it is not a run of a flow.`)
  return task.id
}
