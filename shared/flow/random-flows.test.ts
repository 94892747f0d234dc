import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText, type Definition, targetsOf } from './definition.ts'
import { closingTypes, type FlowEvent, isDecision } from './events.ts'
import { foldAll } from './fold.ts'
import { readValue } from './read.ts'
import type { Data } from './reference.ts'
import { replay } from './replay.ts'
import { simulate } from './simulate.ts'
import { emptyState } from './state.ts'

const keys = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const key = fc.constantFrom(...keys)
const action = fc.constantFrom('default', 'a', 'b', 'error', 'timeout', 'approved', 'rejected', 'expired', 'limit')
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const reference = fc.constantFrom('$params.list', '$params.n', '$shared.A', '$shared.B.action', '$input', '$error', 'A', 'text')
const post = fc.record({ output_key: key, action_key: fc.constant('action') }, { requiredKeys: [] })
const common = {
  prep: some(fc.record({ input_key: reference })),
  post: some(post),
  join: some(fc.boolean()),
  max_visits: some(fc.integer({ min: 1, max: 4 })),
}
const work = {
  exec_type: fc.constant('local_func' as const),
  func: fc.constant('noop'),
  timeout_ms: some(fc.constant(50)),
  compensate: some(key),
}
const expression = fc.constantFrom<Record<string, unknown>>(
  { gt: ['$params.n', 1] },
  { eq: ['$shared.A', 1] },
  { and: [{ exists: '$shared.B' }, { not: { in: ['x', '$params.list'] } }] },
  { lt: ['$shared.A', 'x'] },
)

const node = fc.oneof(
  fc.record({ kind: fc.constant('executor' as const), ...work, ...common }),
  fc.record({
    kind: fc.constant('choice' as const),
    ...common,
    choice_cases: fc.array(fc.record({ action: fc.constantFrom('a', 'b'), expr: expression }), { minLength: 1, maxLength: 3 }),
    default_action: some(fc.constant('b')),
  }),
  fc.record({
    kind: fc.constant('parallel' as const),
    ...work,
    ...common,
    parallel_services: fc.array(fc.constant('noop'), { maxLength: 4 }),
    parallel_mode: some(fc.constantFrom('sequential' as const, 'concurrent' as const)),
    failure_strategy: some(fc.constantFrom('fail_fast' as const, 'continue' as const, 'collect_errors' as const)),
  }),
  fc.record({
    kind: fc.constant('foreach' as const),
    ...work,
    ...common,
    prep: fc.constant({ input_key: '$params.list' }),
    max_parallel: some(fc.integer({ min: 1, max: 3 })),
    tolerate_failures: some(fc.constantFrom<number | string>(0, 1, '50%')),
    failure_strategy: some(fc.constantFrom('fail_fast' as const, 'continue' as const)),
  }),
  fc.record({
    kind: fc.constant('subflow' as const),
    ...common,
    flow: fc.constant('other'),
    on_parent_close: some(fc.constantFrom('cancel' as const, 'abandon' as const)),
    timeout_ms: some(fc.constant(50)),
    failure_strategy: some(fc.constant('continue' as const)),
  }),
  fc.record({
    kind: fc.constant('timer' as const),
    ...common,
    params: fc.constantFrom<Record<string, string | number>>({ delay_ms: 5 }, { until: 'never' }),
  }),
  fc.record({
    kind: fc.constant('wait_event' as const),
    ...common,
    signal_key: fc.constantFrom('s', '$shared.flag'),
    timeout_ms: some(fc.constant(20)),
    failure_strategy: some(fc.constantFrom('continue' as const, 'fail' as const, 'retry' as const)),
  }),
  fc.record({
    kind: fc.constant('approval' as const),
    ...common,
    approval_key: some(fc.constant('$params.n')),
    timeout_ms: some(fc.constant(20)),
  }),
)

const to = fc.oneof(key, fc.constant(''), fc.uniqueArray(key, { minLength: 2, maxLength: 3 }))
const definition = fc
  .record({
    start: fc.constant('A'),
    nodes: fc.record(Object.fromEntries(keys.map((name) => [name, node])) as Record<(typeof keys)[number], typeof node>),
    // Nearly every node leads somewhere, so that most flows go a long way.
    ways: fc.record(Object.fromEntries(keys.map((name) => [name, fc.option(to, { nil: null, freq: 6 })]))),
    others: fc.uniqueArray(fc.record({ from: key, action, to }), {
      selector: (edge) => `${edge.from} ${edge.action}`,
      maxLength: 14,
    }),
    cleanup: some(key),
    max_steps: fc.constant(60),
    dialect: some(fc.constant('pocketflow' as const)),
  })
  .map(({ ways, others, ...draft }) => {
    const own = Object.entries(ways).flatMap(([from, to]) => (to === null ? [] : [{ from, action: 'default', to }]))
    const edges = [...own, ...others.filter(({ action: said }) => said !== 'default')]
    return JSON.parse(JSON.stringify({ ...draft, edges })) as Definition
  })
  // Branches that write the same are refused, and so is what is refused for another reason.
  .filter((draft) => readValue(draft).definition !== null)

const world = fc.record({
  params: fc.constantFrom<Data>({ n: 2, list: [1, 2, 3] }, { n: null, list: [] }, { n: 'x', list: 7 }),
  seed: fc.integer(),
})

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const runs = 1_500

describe('a flow of any shape, in a world in which anything may happen', () => {
  const property = (check: (definition: Definition, events: FlowEvent[]) => void) =>
    fc.assert(
      fc.property(definition, world, (draft, { params, seed }) => {
        const graph = readValue(draft).definition as Definition
        check(graph, simulate(graph, params, seeded(seed)))
      }),
      { numRuns: runs },
    )

  it('comes to its end, once, and never waits for what nothing brings', () => {
    property((_, events) => {
      const closings = events.filter(({ type }) => closingTypes.includes(type))
      if (events.length < 2_000) expect(closings).toHaveLength(1)
      if (closings.length > 0) expect(events.at(-1)).toEqual(closings[0])
    })
  })

  it('is decided again from its history exactly as it was', () => {
    property((graph, events) => {
      const replayed = replay(graph, events)
      expect(replayed.difference).toBeNull()
      expect(replayed.decisions).toBe(events.filter(isDecision).length)
    })
  })

  it('is the same from every part of its history, also where that was kept in between', () => {
    property((graph, events) => {
      const whole = canonicalText(foldAll(graph, emptyState(), events))
      const cut = Math.floor(events.length / 2)
      const half = foldAll(graph, emptyState(), events.slice(0, cut))
      const kept = JSON.parse(JSON.stringify(half)) as typeof half
      expect(canonicalText(foldAll(graph, kept, events.slice(cut)))).toBe(whole)
    })
  })

  it('begins nothing but what an edge, a fork, or an end led to', () => {
    property((graph, events) => {
      for (const event of events) {
        if (event.type !== 'went on' || event.data.why || event.data.after === null) continue
        const { after, action, begins, waitsAt } = event.data
        const from = after.split('#')[0]
        const targets = graph.edges.filter((edge) => edge.from === from).flatMap(targetsOf)
        // By an edge from where it was, or by one from a node that was entered too often.
        const beyond = graph.edges.filter((edge) => edge.action === 'limit').flatMap(targetsOf)
        for (const { node: begun } of begins) expect([...targets, ...beyond]).toContain(begun)
        if (waitsAt !== undefined) expect(targets.concat(beyond)).toContain(waitsAt)
        expect(action).not.toBe('')
      }
    })
  })

  it('begins nothing after it was asked to stop but what clears up', () => {
    property((_, events) => {
      const asked = events.findIndex(({ type }) => type === 'stop asked' || type === 'flow timed out' || type === 'gave up')
      if (asked < 0) return
      for (const event of events.slice(asked))
        if (event.type === 'went on' && event.data.begins.length > 0) expect(event.data.why).toMatch(/compensation|cleanup/)
    })
  })
})
