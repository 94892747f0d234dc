import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { stringify } from 'yaml'
import { flowExamples } from '../../examples/flow-examples.ts'
import type { Json } from '../../model/json.ts'
import { nodeKinds } from '../definition.ts'
import { readHistory } from '../history-file.ts'
import { copyOf } from './copies.ts'
import type { Gesture, Wire } from './gesture.ts'
import { actionOf, edgesOf, fromOf, graphAt, nodesOf, targetsOf } from './graph.ts'
import { sourceOf } from './source.ts'
import { type Fields, fieldsOf, isFields } from './value.ts'

/** Comments and forms of every kind that a person may write. */
const handwritten = [
  `# a flow
start: a   # where it starts
nodes:
  # the first
  a: { kind: timer, params: { delay_ms: 1 } } # one line

  # the second
  b:  # asks
    # within
    kind: approval   # a kind
    title: 'it''s'
    # at its end
  # the third
  c:
      exec_type: shell
      script:
          cmd: sh
          code: |
            echo a

            # not a comment
            echo b
  d:
    exec_type: local_func
    func: noop
edges: # all of them
- from: a # an edge
  to: b
# a fork
- {from: b, action: approved, to: [c, d]} # two
- from: b
  action: "rejected"
  to: ""
# the end
`,
  `{"start":"a","nodes":{"a":{"kind":"timer","params":{"delay_ms":1}},"b":{"kind":"approval"}},"edges":[{"from":"a","to":"b"}]}`,
  `{\n\t"start": "a",\n\t"nodes": {\n\t\t"a": {"kind": "timer"},\n\t\t"b": {\n\t\t\t"kind": "approval"\n\t\t}\n\t},\n\t"edges": [\n\t\t{"from": "a", "to": "b"}\n\t]\n}\n`,
  `start: a\nnodes: {a: {kind: timer}, b: {kind: approval,\n   title: x}, c: {exec_type: local_func, func: noop,},}\nedges: [{from: a, to: b}, {from: b, to: c},]`,
  `start: a\nnodes: {\n  # first\n  a: {kind: timer}, # about a\n  b: {kind: approval}, # about b\n  # last\n  c: {kind: approval} # about c\n}\nedges: []\n`,
  'start: a\nnodes:\n  a:\n    exec_type: shell\n    script:\n      cmd: sh\n      code: >-\n        folded\n        text\n  b: {kind: approval}',
]

/** Every flow of the tests that is a text of its own, in the forms that people write them. */
export function textsOfFlows(golden: number): string[] {
  const folder = join(import.meta.dirname, '../golden')
  const histories = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl.gz'))
    .flatMap((name) =>
      gunzipSync(readFileSync(join(folder, name)))
        .toString()
        .trim()
        .split('\n'),
    )
  const definitions = histories
    .slice(0, golden)
    .map((line) => readHistory((JSON.parse(line) as { history: string }).history).definition)
  const examples = flowExamples.flatMap(({ partsFor }) => {
    const parts = partsFor('sh')
    return parts.kind === 'flow' ? [parts.source] : []
  })
  const written = [...handwritten, ...examples]
  return [
    ...written,
    ...written.map((text) => text.replaceAll('\n', '\r\n')),
    ...definitions.flatMap((definition, index) => [
      [JSON.stringify(definition), JSON.stringify(definition, null, 2)][index % 2] as string,
      index % 2 === 0 ? stringify(definition) : stringify(definition, { indent: 4, indentSeq: false, lineWidth: 40 }),
    ]),
  ]
}

const strangeKeys = [
  'x',
  'a b',
  'ünï',
  '1',
  'true',
  '<img onerror=alert(1)>',
  'a: b',
  '"q"',
  "it's",
  '- x',
  '{',
  'constructor',
  '__proto__',
  'a,b',
  'yes',
  '日本',
  '.5',
  '~',
]
const strangeValues: Json[] = [
  'x',
  1,
  true,
  null,
  'a\nb',
  'a\nb\n',
  ' lead\n x',
  'tab\t\nx',
  '',
  ['a', 'b'],
  [{ a: 1 }, 'b\nc'],
  { a: { b: [1, 2, { c: 'x\ny' }] } },
  [],
  {},
  'x\r\ny',
  '# no',
  '\u2028',
  '\ud800',
  'trail \nx',
  'k: v',
  'a\n\n\n',
  'a\n b\n\tc\n',
]
const paths: (string | number)[][] = [
  ['title'],
  ['script', 'code'],
  ['script', 'cmd'],
  ['params', 'delay_ms'],
  ['params'],
  ['choice_cases', 0, 'action'],
  ['prep', 'input_map', 'a,b'],
  ['description'],
  ['hooks'],
  ['choice_cases'],
]

const position = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }))

/** Any gesture on a text, also such as cannot be made. */
export function gestureOn(text: string): fc.Arbitrary<Gesture> {
  const source = sourceOf(text)
  if ('refused' in source) throw new Error(source.refused)
  return fc.constantFrom(...placesIn(source.value, [])).chain((inside) => {
    const graph = graphAt(source.value, inside) as Fields
    return gestureIn(text, graph, inside).map((gesture) => ({ ...gesture, inside }))
  })
}

function placesIn(graph: Fields, inside: string[]): string[][] {
  const inner = [...nodesOf(graph)].filter(([, node]) => isFields(fieldsOf(node).get('subflow')))
  return [inside, ...inner.flatMap(([key, node]) => placesIn(fieldsOf(fieldsOf(node).get('subflow')), [...inside, key]))]
}

function gestureIn(text: string, graph: Fields, inside: string[]): fc.Arbitrary<Gesture> {
  const key = fc.constantFrom(...nodesOf(graph).keys(), 'missing')
  const action = fc.constantFrom('default', 'error', 'a', 'yes')
  const wires = edgesOf(graph).flatMap((edge): Wire[] =>
    ['', ...targetsOf(edge)].map((to) => ({ from: fromOf(edge), action: actionOf(edge), to })),
  )
  const wire = wires.length > 0 ? fc.constantFrom(...wires) : fc.record({ from: key, action, to: key })
  const some = fc.uniqueArray(key, { minLength: 1, maxLength: 3 })
  const added = { do: fc.constant('add' as const), node: fc.constantFrom(...nodeKinds) }
  return fc.oneof(
    fc.record({ ...added, key: fc.constantFrom(...strangeKeys), at: position }),
    fc.record({ ...added, after: fc.record({ from: key, action }) }),
    fc.record({ ...added, onWay: wire }),
    fc.record({ do: fc.constant('remove' as const), keys: some }),
    fc.record({ do: fc.constant('connect' as const), from: key, action, to: fc.oneof(key, fc.constant('')) }),
    wire.map((one) => ({ do: 'disconnect' as const, ...one })),
    fc.record({ do: fc.constant('rewire' as const), wire, to: fc.record({ from: key, action, to: key }) }),
    fc.record({ do: fc.constant('rename' as const), key, to: fc.constantFrom(...strangeKeys) }),
    fc.record({
      do: fc.constant('setField' as const),
      key: fc.option(key, { nil: null, freq: 5 }),
      path: fc.constantFrom(...paths),
      value: fc.option(fc.constantFrom(...strangeValues), { nil: undefined }),
    }),
    fc.record({ do: fc.constant('setStart' as const), key }),
    fc.record({ do: fc.constant('disable' as const), keys: some, disabled: fc.boolean() }),
    fc.tuple(key, position).map(([one, at]) => ({ do: 'move' as const, positions: { [one]: at } })),
    fc.record({ do: fc.constant('tidy' as const), keys: fc.option(some) }),
    fc.record({ do: fc.constant('duplicate' as const), keys: some }),
    fc.tuple(some, position).map(([keys, at]) => ({ do: 'paste' as const, text: copyOf(text, keys, inside), at })),
    fc.record({
      do: fc.constant('addNote' as const),
      note: fc.record({ at: position, text: fc.constantFrom(...strangeKeys, 'a\nb') }),
    }),
    fc.record({
      do: fc.constant('changeNote' as const),
      index: fc.nat(2),
      change: fc.record({ text: fc.constantFrom(...strangeKeys) }),
    }),
    fc.record({ do: fc.constant('removeNote' as const), index: fc.nat(2) }),
  )
}
