import { describe, expect, it } from 'vitest'
import { completeAt } from './complete.ts'

/** The completions offered at the `|`. */
function offered(marked: string): string[] {
  const offset = marked.indexOf('|')
  return completeAt(marked.replace('|', ''), offset)?.options.map(({ label }) => label) ?? []
}

const nodes = `start: fetch
nodes:
  fetch:
    exec_type: shell
    script: { cmd: sh }
    post: { output_key: found }
  ask:
    kind: approval
  which:
    kind: choice
    choice_cases:
      - { action: "many", expr: { ge: [$shared.found.count, 3] } }
    default_action: few
`

describe('completion in a flow', () => {
  it('offers the keys that a mapping may have, and not those that it has', () => {
    expect(offered(`${nodes}|`)).toEqual(expect.arrayContaining(['edges', 'cleanup', 'timeout_ms']))
    expect(offered(`${nodes}|`)).not.toContain('nodes')
    expect(offered(`${nodes}|`)).not.toContain('kind')
    expect(offered('start: a\nnodes:\n  a:\n    exec_type: shell\n    |\n')).toContain('retry')
    expect(offered('start: a\nnodes:\n  a:\n    exec_type: shell\n    |\n')).not.toContain('exec_type')
    expect(offered('nodes:\n  a:\n    retry:\n      |\n')).toEqual([
      'max_attempts',
      'delay_ms',
      'backoff',
      'max_delay_ms',
      'jitter',
      'exit_codes',
    ])
    expect(offered('nodes:\n  a: { script: { | } }\n')).toContain('work_dir')
  })

  it('offers the keys of an edge in a list of edges, in either style', () => {
    for (const text of ['edges:\n  - |', 'edges:\n- |', 'edges:\n  - from: a\n    |', 'edges:\n  - { from: a, |'])
      expect(offered(text)).toEqual(['from', 'action', 'to'])
  })

  it('offers the values of a key', () => {
    expect(offered('nodes:\n  a:\n    kind: |\n')).toContain('wait_event')
    expect(offered('nodes:\n  a: { exec_type: | }\n')).toContain('local_func')
    expect(offered('nodes:\n  a:\n    foreach_execs:\n      - exec_type: |\n')).toContain('shell')
    expect(offered('nodes:\n  a:\n    title: |\n')).toEqual([])
  })

  it('offers the nodes of the same graph where a node is expected', () => {
    expect(offered(`${nodes}edges:\n  - { from: fetch, to: |`)).toEqual(['fetch', 'ask', 'which'])
    expect(offered(`${nodes}edges:\n  - from: fetch\n    to: [ask, |`)).toEqual(['fetch', 'ask', 'which'])
    const inner =
      'nodes:\n  outer:\n    kind: subflow\n    subflow:\n      nodes:\n        x: { kind: approval }\n      start: |\n'
    expect(offered(inner)).toEqual(['x'])
  })

  it('offers the actions that the node of an edge can end with', () => {
    expect(offered(`${nodes}edges:\n  - { from: which, action: |`)).toEqual(
      expect.arrayContaining(['many', 'few', 'default', 'error']),
    )
    expect(offered(`${nodes}edges:\n  - from: ask\n    action: |`)).toEqual(
      expect.arrayContaining(['approved', 'rejected', 'expired']),
    )
  })

  it('offers references to shared data and parameters', () => {
    expect(offered(`${nodes}  use:\n    prep: { input_key: |`)).toEqual(expect.arrayContaining(['$shared.found', '$input']))
    const text = 'nodes:\n  a: { params: { region: eu } }\n  b:\n    script: { args: [$params.|'
    expect(offered(text)).toContain('$params.region')
  })

  it('replaces the text typed so far, and sets a colon after a key', () => {
    const text = 'nodes:\n  a:\n    ki'
    expect(completeAt(text, text.length)).toMatchObject({
      from: text.length - 2,
      options: expect.arrayContaining([{ label: 'kind', apply: 'kind: ' }]),
    })
  })

  it('survives any text', () => {
    for (const text of ['', '{', '- - -', 'a: [', '*x', 'nodes: 3\nedges: {', '\t- "', 'nodes:\n  __proto__:\n    '])
      expect(() => completeAt(text, text.length)).not.toThrow()
  })
})
