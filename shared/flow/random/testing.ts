import fc from 'fast-check'
import type { Definition } from '../definition.ts'
import { readValue } from '../read.ts'
import type { Data } from '../reference.ts'

const keys = ['A', 'B', 'C', 'D', 'E', 'F'] as const
const key = fc.constantFrom(...keys)
const action = fc.constantFrom('default', 'a', 'b', 'error', 'timeout', 'approved', 'rejected', 'expired', 'limit')
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const reference = fc.constantFrom('$params.list', '$params.n', '$shared.A', '$shared.B.action', '$input', '$error', 'A', 'text')
const post = fc.record({ output_key: key, action_key: fc.constant('action') }, { requiredKeys: [] })
const common = {
  // One in eight.
  disabled: fc.constantFrom(true, ...Array.from({ length: 7 }, () => undefined)),
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
  fc.record({ kind: fc.constant('executor' as const), ...work, ...common, at_most_once: some(fc.constant(true)) }),
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
    on_parent_close: some(fc.constantFrom('cancel' as const, 'terminate' as const, 'abandon' as const)),
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
/** A valid flow of any shape. */
export const definition = fc
  .record({
    start: fc.constant('A'),
    nodes: fc.record(Object.fromEntries(keys.map((name) => [name, node])) as Record<(typeof keys)[number], typeof node>),
    // Nearly every node leads somewhere, so that most flows are long.
    ways: fc.record(Object.fromEntries(keys.map((name) => [name, fc.option(to, { nil: null, freq: 6 })]))),
    others: fc.uniqueArray(fc.record({ from: key, action, to }), {
      selector: (edge) => `${edge.from} ${edge.action}`,
      maxLength: 14,
    }),
    cleanup: some(key),
    max_steps: fc.constantFrom(60, 100),
    dialect: some(fc.constant('pocketflow' as const)),
  })
  .map(({ ways, others, ...draft }) => {
    const own = Object.entries(ways).flatMap(([from, to]) => (to === null ? [] : [{ from, action: 'default', to }]))
    const edges = [...own, ...others.filter(({ action: said }) => said !== 'default')]
    return JSON.parse(JSON.stringify({ ...draft, edges })) as Definition
  })
  // Branches that write the same name are refused, and so are flows with other problems.
  .filter((draft) => readValue(draft).definition !== null)

export const world = fc.record({
  params: fc.constantFrom<Data>({ n: 2, list: [1, 2, 3] }, { n: null, list: [] }, { n: 'x', list: 7 }),
  seed: fc.integer(),
})

export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
