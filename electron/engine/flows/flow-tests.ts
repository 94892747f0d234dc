import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import { doesOf } from '../../../shared/flow/does.ts'
import { outputIn } from '../../../shared/flow/past-data.ts'
import type { Json } from '../../../shared/flow/reference.ts'
import type { FlowPin, FlowTestPart, FlowTestRequest, PlannedNode } from '../../../shared/model/flow-test.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import { shownValue } from '../base/sealed.ts'
import type { Core } from '../queue/queue.ts'
import { keepDefinition } from './begin.ts'
import { continuedRun } from './continue-run.ts'
import type { Readings } from './readings.ts'
import { requireSound } from './sound-source.ts'
import { startFlow } from './start-flow.ts'
import { type Pins, partOf, pastRun, rulesOf } from './test-part.ts'

/** The most pinned outputs of a draft, and tests that are listed. */
const pinsMost = 2_000
const testsShown = 20

export type FlowTestActions = ReturnType<typeof createFlowTestActions>

type Flow = ReturnType<Core['store']['flows']['find']>

/** Tests of the draft of a flow. Errors are not-found, conflict, invalid and too-large. */
export function createFlowTestActions(core: Core, clock: Clock, { read, prepare }: Readings) {
  const { store } = core

  const pinsOf = (flow: Flow): Pins =>
    Object.fromEntries(store.flowPins.list(flow.number, pinsMost).map(({ node, value }) => [node, value]))

  const pinsShown = (flow: Flow): { items: FlowPin[] } => ({ items: shownValue(store.flowPins.list(flow.number, pinsMost)) })

  async function draftOf(flow: Flow, source: string | undefined): Promise<Definition> {
    const text = source ?? store.flows.draft(flow.number)
    await prepare(text)
    return requireSound(read(text))
  }

  function planOf(flow: Flow, definition: Definition, part: FlowTestPart): PlannedNode[] {
    const pins = pinsOf(flow)
    const tested = new Set(store.flowPins.tested(flow.number))
    return partOf(store, definition, part).map((key) => {
      const node = definition.nodes[key]
      const isPinned = key !== part.node && Object.hasOwn(pins, key)
      const bypass = node?.disabled ? 'disabled' : isPinned ? 'pinned' : null
      const does = doesOf(definition, key)
      return { node: key, title: node?.title ?? key, does, asks: does !== null && bypass === null && !tested.has(key), bypass }
    })
  }

  function requireConfirmed(plan: readonly PlannedNode[], confirmed: readonly string[]): void {
    const asking = plan.filter(({ node, asks }) => asks && !confirmed.includes(node))
    if (asking.length === 0) return
    throw new AppError(
      'conflict',
      `Could not start the test: confirm what these nodes do for real. ${asking.map(({ title, does }) => `"${title}" ${does}.`).join(' ')}`,
      asking.map(({ node, does }) => ({ path: `confirmed.${node}`, message: does ?? '' })),
    )
  }

  return {
    /** The nodes that a test would run, and what each does. */
    async plan(ref: string, part: FlowTestPart): Promise<{ nodes: PlannedNode[] }> {
      const flow = store.flows.find(ref)
      return { nodes: planOf(flow, await draftOf(flow, part.source), part) }
    },
    /** Starts a test of the draft. Throws conflict if a node does something that was never tested nor confirmed. */
    async start(ref: string, { params, confirmed, ...part }: FlowTestRequest, trigger: Trigger): Promise<Run> {
      const flow = store.flows.find(ref)
      const definition = await draftOf(flow, part.source)
      const plan = planOf(flow, definition, part)
      requireConfirmed(plan, confirmed)
      const now = clock.now()
      const begun = begunBy(core, { flow, definition, part, pins: pinsOf(flow), params, now })
      const ran = plan.flatMap(({ node, bypass }) => (bypass === null ? node : []))
      return startFlow(
        core,
        () => {
          store.flowPins.addTested(flow.number, ran)
          return {
            ...begun,
            title: flow.name,
            trigger,
            kept: { hash: keepDefinition(store, definition), definition },
            flow: null,
          }
        },
        now,
      )
    },
    /** The newest tests of the draft. */
    tests: (ref: string): { items: Run[] } => ({
      items: store.flowRuns.testsOf(store.flows.find(ref).number, testsShown).flatMap((run) => store.runs.byNumber(run) ?? []),
    }),
    /** What a node returned in a run. */
    output(ref: string, node: string): { hasOutput: boolean; output: Json } {
      const { value } = foundOutput(core, ref, node)
      return { hasOutput: value !== undefined, output: shownValue(value ?? null) }
    },
    pins: (ref: string): { items: FlowPin[] } => pinsShown(store.flows.find(ref)),
    /** Pins an output: the one that is given, or the one that the node returned in a run. */
    async pin(ref: string, node: string, given: { value: Json } | { run: string }): Promise<{ items: FlowPin[] }> {
      const flow = store.flows.find(ref)
      const pin = 'run' in given ? outputOf(core, given.run, node) : { value: given.value, run: null }
      const length = JSON.stringify(pin.value).length
      if (length > limits.payloadBytes)
        throw new AppError(
          'too-large',
          `Could not pin the output: it has ${length} characters; the limit is ${limits.payloadBytes}.`,
        )
      await store.submit('pin an output', () => store.flowPins.set(flow.number, { node, ...pin, pinnedAt: clock.now() }))
      return pinsShown(flow)
    },
    async unpin(ref: string, node: string): Promise<{ items: FlowPin[] }> {
      const flow = store.flows.find(ref)
      await store.submit('pin an output', () => store.flowPins.remove(flow.number, node))
      return pinsShown(flow)
    },
  }
}

type Begun = { flow: Flow; definition: Definition; part: FlowTestPart; pins: Pins; params: Params; now: number }

/** The data of a test, and which part of the draft it runs. */
function begunBy(core: Core, { flow, definition, part, pins, params, now }: Begun) {
  const accept = (earlier: Params): Params => core.acceptValues(flow.name, definition.params, { earlier, params })
  if (part.scope === 'failed') {
    const { forked, origin, earlier } = continuedRun(core, part.run, definition, now)
    const rules = { ...forked.state.test, pins }
    const state = { ...forked.state, test: rules, params: accept(earlier) }
    return { params: state.params, forked: { ...forked, state }, origin, test: { flow: flow.number, rules } }
  }
  const { rules, shared, earlier } = rulesOf(core.store, definition, part, pins)
  return { params: accept(earlier), shared, test: { flow: flow.number, rules } }
}

function foundOutput({ store }: Core, ref: string, node: string): { value: Json | undefined; run: number } {
  const { run } = pastRun(store, ref)
  const { definition } = store.histories.load(run.number)
  return { value: outputIn(definition, store.histories.events(run.number, 0), node), run: run.number }
}

function outputOf(core: Core, ref: string, node: string): { value: Json; run: number } {
  const { value, run } = foundOutput(core, ref, node)
  if (value === undefined)
    throw new AppError('conflict', `Could not pin the output of "${node}": the node returned nothing in run ${run}.`)
  return { value, run }
}
