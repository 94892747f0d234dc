import type { Definition } from '../../../shared/flow/definition.ts'
import type { ByWorker, FlowEvent, UnitOf } from '../../../shared/flow/events.ts'
import { fold } from '../../../shared/flow/fold.ts'
import { type Given, givenTo } from '../../../shared/flow/given.ts'
import { actionOf } from '../../../shared/flow/input.ts'
import { type FlowState, nodeOf, type Step, stepOf } from '../../../shared/flow/state.ts'
import type { AttemptKey } from '../../engine/store/attempts.ts'
import { branchOf, endRow, type NodeRun, newRow, prepOf, type RowEnd, workerOf } from './node-run.ts'

/** A partly read history, and its rows. */
export type Recording = {
  taskId: string
  definition: Definition
  state: FlowState
  /** By node key and number. */
  attempts: ReadonlyMap<string, AttemptKey>
  workerUrls: ReadonlyMap<string, string>
  /** Rows that are still open, with their input. */
  open: Map<string, { row: NodeRun; given: Given }>
  /** In the order in which attempts started and other nodes ended; an inner flow stands for its own rows. */
  rows: (NodeRun | InnerFlow)[]
}

export type InnerFlow = { run: number; node: string }

type End = Omit<RowEnd, 'at'>

/** Reads the next event. */
export function record(recording: Recording, event: FlowEvent): void {
  const { definition, state, rows } = recording
  fold(definition, state, event)
  switch (event.type) {
    case 'started':
      return void beginUnit(recording, event.data, event.data.attempt)
    case 'attempt failed':
    case 'task failed':
      return endUnit(recording, event.data, { status: 'error', error: event.data.error })
    case 'task cancelled':
      return endUnit(recording, event.data, { status: 'canceled' })
    case 'task succeeded': {
      const { step, item, result } = event.data
      const action = item === undefined ? actionOf(nodeOf(definition, stepOf(state, step).node).post, result) : ''
      return endUnit(recording, event.data, { status: 'ok', output: result, action })
    }
    case 'child began':
      return void rows.push({ run: event.data.run, node: stepOf(state, event.data.step).node })
    default:
      return recordEnd(recording, event)
  }
}

/** The end of a node without a task, or of the whole run. */
function recordEnd(recording: Recording, event: FlowEvent): void {
  const { definition, state } = recording
  switch (event.type) {
    case 'node succeeded': {
      const step = stepOf(state, event.data.step)
      return endNode(recording, step, { status: 'ok', output: resultsOf(step), action: event.data.action ?? '' })
    }
    case 'node failed': {
      const step = stepOf(state, event.data.step)
      const action = staticActionOf(recording, step)
      return endNode(recording, step, { status: 'error', output: resultsOf(step), error: event.data.message, action })
    }
    case 'timer fired':
    case 'signal consumed':
    case 'decided': {
      const step = stepOf(state, event.data.step)
      const action = step.action ?? actionOf(nodeOf(definition, step.node).post, step.output)
      // A person decided whether a task succeeded: that is the end of its attempt, which has a row.
      if (step.kind === 'task') return
      return endNode(recording, step, { status: 'ok', output: step.kind === 'timer' ? null : step.output, action })
    }
    case 'wait timed out': {
      const step = stepOf(state, event.data.step)
      const { failure_strategy: strategy } = nodeOf(definition, step.node)
      const action = staticActionOf(recording, step)
      // A wait that starts again has not ended.
      if (strategy === 'retry') return
      return endNode(
        recording,
        step,
        strategy === 'continue' ? { status: 'ok', action } : { status: 'error', error: 'timeout', action },
      )
    }
    case 'child ended': {
      const step = stepOf(state, event.data.step)
      if (nodeOf(definition, step.node).exec_type !== 'job') return
      const { status, shared, error } = event.data
      return endNode(recording, step, { status: status === 'succeeded' ? 'ok' : 'error', output: shared, error })
    }
    case 'cancelled': {
      const node = Object.values(state.steps)[0]?.node ?? ''
      const row = Object.assign(newRow(idOf(recording), recording.taskId, { node }, state.at), { attempt_no: 0 })
      return void recording.rows.push(endRow(row, { status: 'canceled', at: state.at, action: 'canceled' }))
    }
  }
}

/** A row without an attempt is identified by its event. */
const idOf = ({ taskId, state }: Recording): string => `${taskId}#${state.n}`

const unitKey = ({ step, item }: UnitOf): string => (item === undefined ? step : `${step}/${item}`)

const staticActionOf = ({ definition }: Recording, { node }: Step): string => nodeOf(definition, node).post?.action_static ?? ''

const resultsOf = ({ many }: Step) => many && Array.from({ length: many.count }, (_, index) => many.results[index] ?? null)

function beginUnit(recording: Recording, of: UnitOf, attempt: number): { row: NodeRun; given: Given } {
  const { taskId, definition, state, attempts, workerUrls, open, rows } = recording
  const step = stepOf(state, of.step)
  const given = givenTo(definition, state, step, of.item ?? null)
  const key = attempts.get(`${unitKey(of)}:${attempt}`)
  const row: NodeRun = {
    ...newRow(key ? `${key.taskId}:${key.number}` : idOf(recording), taskId, step, state.at),
    ...branchOf(step, given.node, of.item),
    attempt_no: Math.max(1, attempt),
    prep_json: JSON.stringify(prepOf(state, given.node, of.item)),
    exec_input_json: JSON.stringify(given.input),
    log_path: key?.logPath ?? '',
    ...workerOf(given.node, undefined, workerUrls),
  }
  rows.push(row)
  const begun = { row, given }
  open.set(unitKey(of), begun)
  return begun
}

function endUnit(recording: Recording, of: UnitOf & ByWorker & { attempt: number }, end: End): void {
  const { open, state, workerUrls } = recording
  const { row, given } = open.get(unitKey(of)) ?? beginUnit(recording, of, of.attempt)
  open.delete(unitKey(of))
  endRow(Object.assign(row, workerOf(given.node, of.worker, workerUrls)), { ...end, at: state.at })
}

function endNode(recording: Recording, step: Step, end: End): void {
  const { taskId, definition, state, rows } = recording
  const row: NodeRun = {
    ...newRow(idOf(recording), taskId, step, step.began),
    prep_json: JSON.stringify(prepOf(state, nodeOf(definition, step.node))),
    exec_input_json: JSON.stringify(step.input),
  }
  rows.push(endRow(row, { ...end, at: state.at }))
}

/** Rows that wait for a worker to fetch them. */
export const queuedRows = (recording: Recording): NodeRun[] =>
  Object.values(recording.state.steps).flatMap((step) =>
    Object.entries(step.units).flatMap(([key, { status }]) => {
      const item = key === '' ? undefined : Number(key)
      const given = givenTo(recording.definition, recording.state, step, item ?? null)
      return status === 'running' || given.node.exec_type !== 'queue' ? [] : [queuedRow(recording, step, item, given)]
    }),
  )

function queuedRow({ taskId, state, workerUrls }: Recording, step: Step, item: number | undefined, given: Given): NodeRun {
  const { node, input } = given
  const id = `${taskId}#${unitKey({ step: step.id, ...(item === undefined ? {} : { item }) })}`
  return {
    ...newRow(id, taskId, step, step.began),
    ...branchOf(step, node, item),
    status: 'queued',
    exec_input_json: JSON.stringify(input),
    prep_json: JSON.stringify(prepOf(state, node, item)),
    ...workerOf(node, undefined, workerUrls),
  }
}
