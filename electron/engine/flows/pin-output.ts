import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import { outputIn } from '../../../shared/flow/past-data.ts'
import type { Json } from '../../../shared/flow/reference.ts'
import { keysBefore, renamedKeys } from '../../../shared/flow/renamed-keys.ts'
import type { FlowPin } from '../../../shared/model/flow-test.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import { shownValue } from '../base/sealed.ts'
import type { Core } from '../queue/queue.ts'
import type { Store } from '../store/store.ts'
import type { Readings } from './readings.ts'
import { type Pins, pastRun } from './test-part.ts'

/** The most pinned outputs of a draft. */
const pinsMost = 2_000

type Shown = { items: FlowPin[] }

export const pinsOf = (store: Store, flow: number): Pins =>
  Object.fromEntries(store.flowPins.list(flow, pinsMost).map(({ node, value }) => [node, value]))

/** Outputs of nodes: those of runs, and those that tests of a draft use. Errors are not-found, conflict and too-large. */
export function createPinActions({ store }: Core, clock: Clock, { read, prepare }: Readings) {
  const draftOf = (flow: number): Definition | null => read(store.flows.draft(flow)).definition
  const shown = (flow: number): Shown => ({ items: shownValue(store.flowPins.list(flow, pinsMost)) })

  return {
    /** What a node returned in a run. */
    output(ref: string, node: string): { hasOutput: boolean; output: Json } {
      const value = outputOf(store, flowRun(store, ref), node)
      return { hasOutput: value !== undefined, output: shownValue(value ?? null) }
    },
    pins: (ref: string): Shown => shown(store.flows.find(ref).number),
    /** Pins an output: the one that is given, or the one that the node returned in a run of the flow. */
    async pin(ref: string, node: string, given: { value: Json } | { run: string }): Promise<Shown> {
      const { number } = store.flows.find(ref)
      await prepare(store.flows.draft(number))
      const pin =
        'run' in given ? returned(store, pastRun(store, number, given.run).run, draftOf(number), node) : { ...given, run: null }
      requireRoom(store.flowPins.list(number, pinsMost), node, pin.value)
      await store.submit('pin an output', () => store.flowPins.set(number, { node, ...pin, pinnedAt: clock.now() }))
      return shown(number)
    },
    async unpin(ref: string, node: string): Promise<Shown> {
      const { number } = store.flows.find(ref)
      await store.submit('pin an output', () => store.flowPins.remove(number, node))
      return shown(number)
    },
  }
}

function requireRoom(pinned: readonly { node: string }[], node: string, value: Json): void {
  if (pinned.length >= pinsMost && !pinned.some((known) => known.node === node))
    throw new AppError('conflict', `Could not pin the output: the flow has ${pinsMost} pinned outputs. Unpin some of them.`)
  const { length } = JSON.stringify(value)
  if (length > limits.payloadBytes)
    throw new AppError('too-large', `Could not pin the output: it has ${length} characters; the limit is ${limits.payloadBytes}.`)
}

function flowRun(store: Store, ref: string): Run {
  const run = store.runs.find(ref)
  if (!run) throw new AppError('not-found', `There is no run "${ref}".`)
  if (store.runs.kind(run.number) !== 'flow') throw new AppError('conflict', `Run ${run.number} is not a run of a flow.`)
  return run
}

function outputOf(store: Store, { number }: Run, node: string): Json | undefined {
  const { definition } = store.histories.load(number)
  return outputIn(definition, store.histories.events(number, 0), node)
}

/** The node may have been renamed since the run. */
function returned(store: Store, run: Run, draft: Definition | null, node: string): { value: Json; run: number } {
  const renamed = draft && renamedKeys(store.histories.load(run.number).definition, draft)
  const value = outputOf(store, run, (renamed && keysBefore(renamed).get(node)) ?? node)
  if (value === undefined)
    throw new AppError('conflict', `Could not pin the output of "${node}": the node returned nothing in run ${run.number}.`)
  return { value, run: run.number }
}
