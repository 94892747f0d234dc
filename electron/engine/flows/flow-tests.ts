import { AppError } from '../../../shared/errors.ts'
import type { Definition } from '../../../shared/flow/definition.ts'
import { doesOf } from '../../../shared/flow/does.ts'
import { renamedKeys } from '../../../shared/flow/renamed-keys.ts'
import type { FlowTestPart, FlowTestRequest, PlannedNode } from '../../../shared/model/flow-test.ts'
import { limits } from '../../../shared/model/limits.ts'
import type { Params } from '../../../shared/model/params.ts'
import type { Run, Trigger } from '../../../shared/model/run.ts'
import type { Clock } from '../base/clock.ts'
import type { Core } from '../queue/queue.ts'
import { keepDefinition } from './begin.ts'
import { continuedRun } from './continue-run.ts'
import { createPinActions, pinsOf } from './pin-output.ts'
import type { Readings } from './readings.ts'
import { requireSound } from './sound-source.ts'
import { startFlow } from './start-flow.ts'
import { type Pins, partOf, rulesOf } from './test-part.ts'

/** The most tests that are listed. */
const testsShown = 20
/** Characters of all pinned outputs of a draft: a part of what the data of a run may have. */
const pinnedChars = limits.flowDataChars / 4

export type FlowTestActions = ReturnType<typeof createFlowTestActions>

type Flow = ReturnType<Core['store']['flows']['find']>

/** Tests of the draft of a flow. Errors are not-found, conflict, invalid and too-large. */
export function createFlowTestActions(core: Core, clock: Clock, readings: Readings) {
  const { store } = core
  const { read, prepare } = readings

  async function draftOf(flow: Flow, source: string | undefined): Promise<Definition> {
    const text = source ?? store.flows.draft(flow.number)
    await prepare(text)
    return requireSound(read(text))
  }

  /** The keys of the saved draft, as the tested text has them. */
  function renamedIn(flow: Flow, definition: Definition): (key: string) => string {
    const saved = read(store.flows.draft(flow.number)).definition
    const renamed = saved && renamedKeys(saved, definition)
    return (key) => renamed?.get(key) ?? key
  }

  function pinsIn(flow: Flow, definition: Definition): Pins {
    const now = renamedIn(flow, definition)
    return Object.fromEntries(Object.entries(pinsOf(store, flow.number)).map(([key, value]) => [now(key), value]))
  }

  function planOf(flow: Flow, definition: Definition, part: FlowTestPart): PlannedNode[] {
    const pins = pinsIn(flow, definition)
    const tested = new Set(store.flowPins.tested(flow.number).map(renamedIn(flow, definition)))
    return partOf(store, flow.number, definition, part).map((key) => {
      const node = definition.nodes[key]
      const isPinned = key !== part.node && Object.hasOwn(pins, key)
      const bypass = node?.disabled ? 'disabled' : isPinned ? 'pinned' : null
      const does = doesOf(definition, key)
      return { node: key, title: node?.title ?? key, does, asks: does !== null && bypass === null && !tested.has(key), bypass }
    })
  }

  return {
    ...createPinActions(core, clock, readings),
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
      const pins = pinsIn(flow, definition)
      requireRoom(pins)
      const now = clock.now()
      const begun = begunBy(core, { flow, definition, part, pins, params, now })
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
  }
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

/** All pinned outputs become a part of the history of the test. */
function requireRoom(pins: Pins): void {
  const length = JSON.stringify(pins).length
  if (length <= pinnedChars) return
  const limit = pinnedChars / 1024 / 1024
  throw new AppError('too-large', `Could not start the test: its pinned outputs exceed ${limit} MB. Unpin some of them.`)
}

type Begun = { flow: Flow; definition: Definition; part: FlowTestPart; pins: Pins; params: Params; now: number }

/** The data of a test, and which part of the draft it runs. */
function begunBy(core: Core, { flow, definition, part, pins, params, now }: Begun) {
  const accept = (earlier: Params): Params => core.acceptValues(flow.name, definition.params, { earlier, params })
  if (part.scope === 'failed') {
    const { forked, origin, earlier } = continuedRun(core, flow.number, part.run, definition, now)
    const rules = { ...forked.state.test, pins }
    const state = { ...forked.state, test: rules, params: accept(earlier) }
    return { params: state.params, forked: { ...forked, state }, origin, test: { flow: flow.number, rules } }
  }
  const { rules, shared, earlier } = rulesOf(core.store, flow.number, definition, part, pins)
  return { params: accept(earlier), shared, test: { flow: flow.number, rules } }
}
