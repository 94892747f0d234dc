import { ZodError } from 'zod'
import { assertNever } from '../../../shared/errors.ts'
import type { Node } from '../../../shared/flow/definition.ts'
import type { Begin, Decision, Decisions } from '../../../shared/flow/events.ts'
import { runErrorText } from '../../../shared/flow/failed-item.ts'
import { kindOf, nodeKeyOf, nodeOf } from '../../../shared/flow/state.ts'
import { specOf } from '../../../shared/flow/work.ts'
import { Spec } from '../../../shared/model/job.ts'
import { moves, type Reason } from '../../../shared/run-state.ts'
import { newId } from '../base/ids.ts'
import { noFacts, queueOfPart, type RunEnd, typeOf } from '../queue/queue.ts'
import type { History } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import type { TaskRow, TaskSpec } from '../store/tasks.ts'
import { awaitService, isReady, orOurOwn } from './await-service.ts'
import { unitKey, unitOf } from './unit-key.ts'

/** Carries out a decision, in the write that records it. */
export function perform(store: Store, history: History, decision: Decision, now: number, ends: RunEnd[]): void {
  const { run } = history
  switch (decision.type) {
    case 'went on': {
      const { after, begins } = decision.data
      if (after !== null && canWait(nodeOf(history.definition, nodeKeyOf(after)))) store.runWaits.endOf(run, after)
      for (const begin of begins) enter(store, history, begin, now)
      return
    }
    case 'items began':
      for (const item of decision.data.items) addTask(store, history, decision.data.step, item, now)
      return
    case 'stopping':
      return stopStep(store, history, decision.data, now)
    case 'gave up':
      return store.runWaits.endOf(run, decision.data.step)
    case 'succeeded':
      return close(store, history, { move: 'succeed', reason: null, error: null }, now, ends)
    case 'failed':
      return close(
        store,
        history,
        { move: 'fail', reason: decision.data.reason, error: runErrorText(history.definition, decision.data.error) },
        now,
        ends,
      )
    case 'cancelled':
      return close(store, history, { move: 'stop', reason: decision.data.reason, error: null }, now, ends)
    case 'asks':
      return store.runWaits.add({ run, step: decision.data.step, kind: 'approval', dueAt: null }, now)
    case 'waits again':
      return store.runWaits.add({ run, step: decision.data.step, kind: 'wait', dueAt: decision.data.dueAt }, now)
    case 'node succeeded':
    case 'node failed':
    case 'signal consumed':
    case 'many steps':
      return
    default:
      return assertNever(decision)
  }
}

/** Its steps may wait for a value that was just recorded. */
const canWait = (node: Node): boolean =>
  node.timeout_ms !== undefined || node.at_most_once === true || (kindOf(node) !== 'task' && kindOf(node) !== 'choice')

function enter(store: Store, history: History, { step: id }: Begin, now: number): void {
  const { run, state } = history
  const step = state.steps[id]
  if (!step || step.bypass) return
  const wait = (kind: 'timer' | 'wait' | 'deadline' | 'event' | 'approval' | 'job' | 'more', dueAt: number | null): void =>
    store.runWaits.add({ run, step: id, kind, dueAt }, now)
  if (step.deadline !== null) wait('deadline', step.deadline)
  switch (step.kind) {
    case 'task':
      if (step.unknown) return step.unknown.asked ? wait('approval', null) : undefined
      return addTask(store, history, id, null, now)
    case 'child':
      // Started by the next write, because it may need another flow or job.
      return wait('job', 0)
    case 'timer':
      return step.dueAt === null ? undefined : wait('timer', step.dueAt)
    case 'event':
    case 'approval':
      wait(step.kind, null)
      return step.dueAt === null ? undefined : wait('wait', step.dueAt)
    case 'choice':
    case 'many':
      return
    default:
      return assertNever(step.kind)
  }
}

/** Starts interrupted work again in a run that continues another one. Call inside a write. */
export function takeUp(store: Store, history: History, now: number): void {
  const { run, state } = history
  for (const step of Object.values(state.steps)) {
    if (step.status === 'over') continue
    enter(store, history, { step: step.id, node: step.node }, now)
  }
  if (history.definition.timeout_ms !== undefined)
    store.runWaits.add({ run, step: '', kind: 'deadline', dueAt: now + history.definition.timeout_ms }, now)
}

function addTask(store: Store, history: History, id: string, item: number | null, now: number): void {
  const step = history.state.steps[id]
  if (!step) return
  const spec = orOurOwn(store, specFor(history, id, item), now)
  const queue = store.queues.need(queueOfPart(store, history.run, spec.queue), now)
  const service = spec.body.kind === 'service' && !isReady(store, spec.body, now) ? spec.body : null
  const task = store.tasks.insert({
    id: newId(now),
    run: history.run,
    nodeKey: unitKey(id, item),
    type: typeOf(spec),
    spec,
    stage: service ? 'held' : 'ready',
    queue: queue.name,
    priority: spec.priority,
    dueAt: now,
    maxAttempts: spec.retry.maxAttempts,
    now,
  })
  if (service) awaitService(store, task, service, now)
}

/** A node whose data does not fit fails when it is to start, with the reason. */
function specFor(history: History, id: string, item: number | null): TaskSpec {
  const { definition, state } = history
  const step = state.steps[id]
  if (!step) throw new Error(`there is no step "${id}"`)
  try {
    return specOf(definition, state, step, item)
  } catch (error) {
    const message = `Could not start the node: ${error instanceof ZodError ? wordsOf(error) : (error as Error).message}`
    return Spec.parse({ body: { kind: 'builtin', name: 'fail', input: { message: message.slice(0, 2_000) } } })
  }
}

const wordsOf = ({ issues }: ZodError): string =>
  issues.map(({ path, message }) => `${path.filter((part) => part !== 'body').join('.')} ${message}`).join('; ')

/** Queued tasks are cancelled, running ones are asked to stop, and so is an inner flow or job. */
function stopStep(store: Store, history: History, { step: id }: Decisions['stopping'], now: number): void {
  const { run, state } = history
  store.runWaits.endOf(run, id)
  for (const task of store.tasks.openOfNode(run, id)) {
    if (task.status === 'queued') {
      store.moves.task('withdraw', { task: task.seq, queue: task.queue, place: task.stage, at: now, reason: 'withdrawn' })
    } else if (task.token !== null && !endElsewhere(store, history, task, now)) {
      store.tasks.askStop(task.seq, 'stopped', now)
      store.asks.stop(task.token)
    }
  }
  const child = store.parents.childOf(run, id)
  if (child === null) return
  const kind = nodeOf(history.definition, nodeKeyOf(id)).on_parent_close === 'terminate' ? 'terminate' : 'stop'
  if (state.steps[id]?.child) store.runWaits.add({ run: child, step: '', kind, dueAt: 0 }, now)
  else store.parents.set(child, null, null)
}

/** A task that a worker fetched cannot be stopped: its result comes too late. */
function endElsewhere(store: Store, history: History, { seq, queue, token, nodeKey, attempts }: TaskRow, now: number): boolean {
  if (!store.workers.task(seq)?.worker) return false
  store.attempts.end({ ...noFacts, task: seq, number: attempts, status: 'cancelled', reason: 'stopped', error: null, at: now })
  store.moves.task('stop', { task: seq, queue, place: 'running', at: now, token, reason: 'stopped' })
  store.histories.append(history, { type: 'task cancelled', data: { ...unitOf(nodeKey), attempt: attempts } }, now)
  return true
}

type End = { move: 'succeed' | 'fail' | 'stop'; reason: string | null; error: string | null }

/** The end of the run, which its history already has. */
function close(store: Store, { run, id, jobId }: History, { move, reason, error }: End, now: number, ends: RunEnd[]): void {
  store.moves.run(move, { run, at: now, reason: reason as Reason | null, error })
  store.runWaits.endAll(run)
  ends.push({ number: run, id, jobId, status: moves[move].to, hadStarted: true })
}
