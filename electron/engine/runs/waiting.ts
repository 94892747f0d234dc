import { awaitedOf } from '../../../shared/flow/input.ts'
import { nodeKeyOf, nodeOf } from '../../../shared/flow/state.ts'
import type { Run, Waiting } from '../../../shared/model/run.ts'
import { isLimitReached } from '../queue/queue.ts'
import { DamagedHistory } from '../store/histories.ts'
import type { Store } from '../store/store.ts'
import type { WaitingStep } from '../store/waits.ts'

/** The most runs that a count reads: more waiting runs than that are not counted. */
const countedAtMost = 1_000

type Slots = Parameters<typeof isLimitReached>[2]

export type WaitingRuns = ReturnType<typeof createWaitingRuns>

/** Which runs wait for a person, a signal, a worker, a time, a paused queue or the concurrency limit, while none of their tasks runs. */
export function createWaitingRuns(store: Store, slots: Slots) {
  let counted = { at: -1, count: 0 }

  /** With the reason for which each of them waits, if it does. */
  function told<T extends Run>(runs: T[]): T[] {
    const busy = runs.some(({ status }) => status === 'running') ? store.waits.busy() : new Set<number>()
    return runs.map((run) => {
      const waiting = waitingOf(run, busy)
      return waiting ? { ...run, waiting } : run
    })
  }

  function waitingOf({ number, status, retryAt }: Run, busy: Set<number>): Waiting | null {
    if (status !== 'running' || busy.has(number)) return null
    if (retryAt !== null) return { for: 'time', what: 'next attempt', until: retryAt }
    const within = store.waits.within(number)
    if (within.some((each) => busy.has(each))) return null
    return firstOf(within.flatMap((each) => ofRun(each) ?? []))
  }

  function ofRun(run: number): Waiting | null {
    const step = store.waits.firstStep(run)
    const waiting = step && ofStep(step)
    if (waiting && waiting.for !== 'time') return waiting
    const service = store.waits.heldService(run)
    if (service !== null) return { for: 'worker', what: service, until: null }
    const paused = store.waits.queues(run).find((name) => store.queues.get(name)?.state === 'paused')
    if (paused !== undefined) return { for: 'queue', what: paused, until: null }
    return waiting ?? (isHeldUp(run) ? { for: 'limit', what: null, until: null } : null)
  }

  /** Nothing of it runs while tasks of a flow, or inputs of a pipeline, wait for the concurrency limit. */
  function isHeldUp(run: number): boolean {
    if (store.waits.readyQueues(run).some((queue) => isLimitReached(store, queue, slots))) return true
    const steps = store.executions.steps(run)
    return steps.some(({ queued }) => queued > 0) && steps.every(({ running }) => running === 0)
  }

  function ofStep({ run, step, kind, dueAt }: WaitingStep): Waiting {
    const node = nodeOf(store.flows.definition(store.flowRuns.get(run)?.definition ?? ''), nodeKeyOf(step))
    switch (kind) {
      case 'approval':
        return { for: 'approval', what: node.title ?? nodeKeyOf(step), until: dueAt }
      case 'event':
        return { for: 'signal', what: isReference(node.signal_key) ? signalOf(run, step) : node.signal_key, until: dueAt }
      case 'timer':
        return { for: 'time', what: null, until: dueAt }
    }
  }

  /** A reference may name another signal in every run. A damaged history names none. */
  function signalOf(run: number, id: string): string | null {
    try {
      const { definition, state } = store.histories.load(run)
      const step = state.steps[id]
      return step ? awaitedOf(state, nodeOf(definition, step.node), step).key : null
    } catch (error) {
      if (error instanceof DamagedHistory) return null
      throw error
    }
  }

  return {
    told,
    /** Outer runs that wait now. */
    count(): number {
      const at = store.events.newestSeq()
      if (counted.at !== at) counted = { at, count: countNow() }
      return counted.count
    },
  }

  function countNow(): number {
    const filter = { status: 'running', jobId: null, inner: false, from: null, before: null } as const
    return told(store.runs.list({ ...filter, limit: countedAtMost })).filter(({ waiting }) => waiting).length
  }
}

const isReference = (key: string | undefined): key is undefined => key === undefined || key.startsWith('$')

const order: Waiting['for'][] = ['approval', 'signal', 'worker', 'queue', 'time', 'limit']

/** Waits that a person can end come first; among times the earliest. */
const firstOf = (all: Waiting[]): Waiting | null =>
  all.toSorted(
    (a, b) => order.indexOf(a.for) - order.indexOf(b.for) || (a.until ?? Number.MAX_VALUE) - (b.until ?? Number.MAX_VALUE),
  )[0] ?? null
