import { describe, expect, it } from 'vitest'
import { applyGesture } from './apply.ts'
import { copyOf } from './copies.ts'
import type { Gesture } from './gesture.ts'

const done = (text: string, gesture: Gesture): { text: string; select: string[]; told?: string } => {
  const edited = applyGesture(text, gesture)
  if ('refused' in edited) throw new Error(edited.refused)
  return edited
}
const refusal = (text: string, gesture: Gesture): string | null => {
  const edited = applyGesture(text, gesture)
  return 'refused' in edited ? edited.refused : null
}

const flow = `# Ships a release
start: build # the first
nodes:
  build:
    exec_type: shell # here
    script: { cmd: sh, code: make }

  # asks
  ask: { kind: approval, title: 'Ship it?' }
  ship:
    exec_type: shell
    script: { cmd: sh, code: "make ship" }
    compensate: build
edges:
  - { from: build, to: ask }   # then ask
  - { from: ask, action: approved, to: ship }
cleanup: ship
`

describe('a gesture on the text of a flow', () => {
  it('adds a node with a wire and a position, and leaves every other byte', () => {
    const { text, select } = done(flow, {
      do: 'add',
      node: 'timer',
      key: 'pause',
      after: { from: 'build', action: 'error' },
      at: [10, 20.4],
    })
    expect(select).toEqual(['pause'])
    expect(text).toBe(
      flow
        .replace(
          'code: make }\n',
          'code: make }\n\n  pause:\n    kind: timer\n    params:\n      delay_ms: 60000\n'.replace('\n\n', '\n'),
        )
        .replace('# then ask\n', '# then ask\n  - { from: build, action: error, to: pause }\n')
        .replace('cleanup: ship\n', 'cleanup: ship\nlayout:\n  nodes:\n    pause: [10, 20]\n'),
    )
  })

  it('renames a key everywhere in the flow, and says so', () => {
    const { text, told } = done(flow, { do: 'rename', key: 'ship', to: 'deploy it' })
    expect(text).toBe(
      flow.replace('  ship:', '  deploy it:').replace('to: ship', 'to: deploy it').replace('cleanup: ship', 'cleanup: deploy it'),
    )
    expect(told).toBe('Renamed "ship" to "deploy it" and updated 2 references.')
    expect(done(flow, { do: 'rename', key: 'build', to: 'make' }).text).toContain('compensate: make')
  })

  it('removes a node with its comment and its wires', () => {
    expect(done(flow, { do: 'remove', keys: ['ask'] }).text).toBe(
      flow
        .replace("  # asks\n  ask: { kind: approval, title: 'Ship it?' }\n", '')
        .replace('  - { from: build, to: ask }   # then ask\n  - { from: ask, action: approved, to: ship }\n', '')
        .replace('edges:', 'edges: []'),
    )
  })

  it('moves the start and forgets the cleanup when their nodes are removed, and says so', () => {
    expect(done(flow, { do: 'remove', keys: ['build'] })).toMatchObject({
      text: expect.stringContaining('start: ask # the first'),
      told: 'Nothing compensates "ship" any more. The flow now starts at "ask".',
    })
    const empty = done(flow, { do: 'remove', keys: ['build', 'ask', 'ship'] })
    expect(empty.told).toBe('The flow has no cleanup any more. The flow has no start: add a node.')
    expect(done(empty.text, { do: 'add', node: 'approval' }).text).toContain('start: approve # the first')
  })

  it('keeps the quotes of a text and the lines of a script', () => {
    expect(done(flow, { do: 'setField', key: 'ask', path: ['title'], value: "It's?" }).text).toBe(
      flow.replace("'Ship it?'", "'It''s?'"),
    )
    const script = 'nodes:\n  a:\n    script:\n      code: | # sh\n        echo 1\n'
    expect(done(script, { do: 'setField', key: 'a', path: ['script', 'code'], value: 'echo 1\necho 2\n' }).text).toContain(
      '        echo 1\n        echo 2\n',
    )
  })

  it('copies comments with a node', () => {
    const { text } = done(flow, { do: 'duplicate', keys: ['build'] })
    expect(text.match(/exec_type: shell # here/g)).toHaveLength(2)
    expect(copyOf(flow, ['build', 'ask'])).toBe(
      `nodes:\n  build:\n    exec_type: shell # here\n    script: { cmd: sh, code: make }\n  ask:\n    kind: approval\n    title: Ship it?\nedges:\n  - { from: build, to: ask }\n`,
    )
  })

  it('allows a loop that is drawn by hand, and refuses what cannot be', () => {
    expect(done(flow, { do: 'connect', from: 'ship', action: 'default', to: 'build' }).text).toContain(
      '{ from: ship, to: build }',
    )
    expect(refusal(flow, { do: 'connect', from: 'build', action: 'default', to: 'ask' })).toBe(
      '"build" already leads to "ask" for the action "default".',
    )
    expect(refusal(flow, { do: 'rename', key: 'ship', to: 'ask' })).toBe('There is already a node "ask". Choose another key.')
    expect(refusal(flow, { do: 'rename', key: 'ship', to: 'a/b' })).toContain('cannot contain')
    expect(refusal(flow, { do: 'add', node: 'teapot' as never })).toBe('There is no kind of node "teapot".')
    expect(refusal('nodes: [', { do: 'addNote', note: { at: [0, 0] } })).toContain('Repair the text first: line 1')
    expect(refusal('- a', { do: 'addNote', note: { at: [0, 0] } })).toContain('is not a flow')
  })
})

it.each([
  ['executor', 'approved', true],
  ['executor', 'error', false],
  ['timer', 'approved', false],
  ['choice', 'error', true],
] as const)('a new %s after %s gets the result of the node before: %s', (node, action, hasIt) => {
  const { text } = done(flow, { do: 'add', node, key: 'next', after: { from: 'ask', action } })
  expect(/next:[\s\S]*input_key: \$input/.test(text)).toBe(hasIt)
})

describe('pasting', () => {
  it('gives taken keys new names, with the wires between the nodes', () => {
    const { text, select } = done(flow, { do: 'paste', text: flow, at: [0, 0] })
    expect(select).toEqual(['build-2', 'ask-2', 'ship-2'])
    expect(text).toContain('{ from: ask-2, action: approved, to: ship-2 }')
    expect(text).toContain('compensate: build-2')
  })

  it.each([
    '',
    'hello',
    'https://example.org',
    '[1, 2]',
    '{"a": 1}',
    'nodes: 3',
    'nodes: {a: 1}',
    '<p>nodes:</p>',
    'a: &a [*a, *a]',
    'nodes: {',
    '%',
  ])('refuses %j in a sentence', (text) => {
    expect(refusal(flow, { do: 'paste', text })).toMatch(/^(The clipboard|Could not paste: ).*\.$/)
  })

  it('says what is wrong with pasted nodes, and of a letter with braces only that it has none', () => {
    expect(refusal(flow, { do: 'paste', text: 'nodes: {' })).toMatch(/^Could not paste: /)
    expect(refusal(flow, { do: 'paste', text: 'Dear colleague, {not: [yaml' })).toMatch(/^The clipboard has no nodes/)
  })

  it('keeps what a later version of LocalFlow wrote', () => {
    const { text } = done(flow, { do: 'paste', text: 'format: 9\nnodes:\n  new: { kind: quantum, spin: [up, { down: 1 }] }\n' })
    expect(text).toContain('  new:\n    kind: quantum\n    spin:\n      - up\n      - down: 1\n')
  })

  it('takes 64 KB in a label, and any name', () => {
    const title = 'x'.repeat(65_536)
    const name = '<img src=x onerror=alert(1)>'
    const long = done(flow, { do: 'setField', key: 'ask', path: ['title'], value: title }).text
    expect(done(long, { do: 'rename', key: 'ask', to: name }).text).toContain(`"${name}": { kind: approval, title: '${title}' }`)
  })
})

const anchored = `start: a
base: &base
  exec_type: shell # shared
  script: { cmd: sh, code: echo }
nodes:
  a: { <<: *base, title: first }
  b: *base
  c: &c { kind: approval }
  d: *c
edges: []
`

describe('anchors, aliases and merge keys', () => {
  it('stay, where a gesture is about something else', () => {
    expect(done(anchored, { do: 'connect', from: 'a', action: 'default', to: 'b' }).text).toBe(
      anchored.replace(' []', '\n  - { from: a, to: b }'),
    )
    expect(done(anchored, { do: 'setField', key: 'a', path: ['title'], value: 'one' }).text).toBe(
      anchored.replace('first', 'one'),
    )
    expect(done(anchored, { do: 'remove', keys: ['d'] }).text).toBe(anchored.replace('  d: *c\n', ''))
  })

  it('are never changed for another place unasked', () => {
    expect(refusal(anchored, { do: 'setField', key: 'c', path: ['title'], value: 'x' })).toContain('an anchor, an alias')
    expect(refusal(anchored, { do: 'remove', keys: ['c'] })).toContain('an anchor, an alias')
    expect(refusal(anchored, { do: 'setField', key: 'a', path: ['script'], value: undefined })).toContain('an anchor, an alias')
  })

  it('are written out where an alias gets fields of its own', () => {
    const { text } = done(anchored, { do: 'setField', key: 'd', path: ['title'], value: 'x' })
    expect(text).toBe(anchored.replace('  d: *c\n', '  d:\n    kind: approval\n    title: x\n'))
  })
})

it('a key that is not a word is left alone', () => {
  const text = 'start: a\nnodes:\n  ? a\n  : kind: approval\n'
  expect(refusal(text, { do: 'rename', key: 'a', to: 'b' })).toContain('Change it in the code.')
})
