import { describe, expect, it } from 'vitest'
import type { Graph } from './definition.ts'
import { endingsOf, joinCount, portsOf } from './ports.ts'
import { readDefinition } from './read.ts'

function graphOf(text: string): Graph {
  const { definition, problems } = readDefinition(text)
  if (!definition) throw new Error(JSON.stringify(problems))
  return definition
}

const actions = (graph: Graph, key: string): string[] =>
  portsOf(graph, key).map(({ action, isTrouble }) => (isTrouble ? `!${action}` : action))

const shell = (code: string) => `{ exec_type: shell, script: { cmd: sh, code: ${code} } }`

describe('the ports of a node are its actions', () => {
  it('of work: default, and on failure', () => {
    const graph = graphOf(`start: a\nnodes: { a: ${shell('"true"')} }`)
    expect(actions(graph, 'a')).toEqual(['default', '!error', '!timeout'])
    expect(endingsOf(graph, 'a')).toEqual(['default'])
  })

  it('of a choice: its cases in order, then its default action', () => {
    const graph = graphOf(`start: pick
nodes:
  pick:
    kind: choice
    choice_cases: [{ action: large, expr: { ge: [$params.n, 9] } }, { action: small, expr: { ge: [$params.n, 1] } }]
    default_action: none
  a: ${shell('"true"')}
edges:
  - { from: pick, action: large, to: a }
  - { from: pick, action: small, to: a }
  - { from: pick, action: none, to: "" }`)
    expect(actions(graph, 'pick')).toEqual(['large', 'small', 'none', '!error'])
    expect(endingsOf(graph, 'pick')).toEqual(['none'])
  })

  it('of an approval: approved, and on failure rejected and expired', () => {
    const graph = graphOf(`start: ask\nnodes: { ask: { kind: approval }, a: ${shell('"true"')} }
edges: [{ from: ask, action: later, to: a }, { from: ask, action: rejected, to: a }, { from: a, action: error, to: "" }]`)
    expect(actions(graph, 'ask')).toEqual(['approved', 'later', '!rejected', '!expired'])
    expect(endingsOf(graph, 'ask')).toEqual([])
    expect(endingsOf(graph, 'a')).toEqual(['default'])
  })

  it('counts the nodes that a join waits for', () => {
    const graph = graphOf(`start: a
nodes: { a: ${shell('"1"')}, b: ${shell('"1"')}, c: ${shell('"1"')}, d: { kind: timer, timeout_ms: 1, join: true } }
edges: [{ from: a, to: [b, c] }, { from: b, to: d }, { from: c, to: d }]`)
    expect(joinCount(graph, 'd')).toBe(2)
    expect(joinCount(graph, 'b')).toBeNull()
  })
})
