import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText, type Definition } from './definition.ts'
import { closingTypes, type FlowEvent } from './events.ts'
import { foldAll } from './fold.ts'
import { pathsFrom, pathsTo } from './partial.ts'
import { definition as anyDefinition, seeded, world } from './random/testing.ts'
import { readValue } from './read.ts'
import type { Data, Json } from './reference.ts'
import { replay } from './replay.ts'
import { simulate } from './simulate.ts'
import { emptyState, type FlowState } from './state.ts'
import type { TestRules } from './test-rules.ts'

const work = { exec_type: 'local_func', func: 'noop' }

function flow(draft: unknown): Definition {
  const { definition, problems } = readValue(draft)
  if (!definition) throw new Error(JSON.stringify(problems))
  return definition
}

/** Every task succeeds with the name of its node. */
function run(definition: Definition, test?: TestRules, params: Data = {}): { events: FlowEvent[]; state: FlowState } {
  const events = simulate(definition, params, () => 0.99, null, 2_000, test)
  const told = events.map((event) =>
    event.type === 'task succeeded'
      ? { ...event, data: { ...event.data, result: event.data.step.split('#')[0] ?? null } }
      : event,
  ) as FlowEvent[]
  return { events: told, state: foldAll(definition, emptyState(), told) }
}

const entered = (state: FlowState): string[] => Object.keys(state.nodes)

const line = flow({
  start: 'a',
  nodes: {
    a: { ...work, post: { output_key: 'a' } },
    b: { ...work, disabled: true, prep: { input_key: '$input' }, post: { output_key: 'b' } },
    c: { ...work, prep: { input_key: '$input' }, post: { output_key: 'c' } },
  },
  edges: [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
  ],
})

describe('a disabled node', () => {
  it('passes on what it was given, shares nothing, and is recorded as skipped', () => {
    const { events, state } = run(line)
    expect(entered(state)).toEqual(['a', 'b', 'c'])
    expect(state.shared).toEqual({ a: 'a', c: 'c' })
    expect(state.nodes['b']).toMatchObject({ status: 'skipped', bypass: 'disabled', attempts: 0 })
    expect(events).toContainEqual(
      expect.objectContaining({ type: 'node succeeded', data: { step: 'b#1', action: 'default', bypass: 'disabled' } }),
    )
    // "c" gets the result of "a", as if "b" were not there.
    const before = foldAll(
      line,
      emptyState(),
      events.slice(
        0,
        events.findIndex(({ data }) => 'step' in data && data.step === 'c#1'),
      ),
    )
    expect(before.steps['c#1']?.input).toBe('a')
  })

  it('passes on a failure, too', () => {
    const definition = flow({
      start: 'a',
      nodes: { a: work, skipped: { ...work, disabled: true }, c: { ...work, prep: { input_key: '$error.message' } } },
      edges: [
        { from: 'a', action: 'error', to: 'skipped' },
        { from: 'skipped', to: 'c' },
      ],
    })
    const events = simulate(definition, {}, () => 0.2)
    const failed = events.find(({ type }) => type === 'task failed')
    expect(failed).toBeDefined()
    const at = events.findIndex(({ data }) => 'begins' in data && data.begins.some(({ node }) => node === 'c'))
    expect(foldAll(definition, emptyState(), events.slice(0, at + 1)).steps['c#1']?.input).toBe('no')
  })

  it('leaves a choice by its default action, and fails the run where no edge is for the default', () => {
    const choice = { kind: 'choice', disabled: true, choice_cases: [{ action: 'on', expr: { gt: ['$params.n', 1] } }] }
    const edges = [
      { from: 'a', action: 'on', to: '' },
      { from: 'a', action: 'off', to: 'b' },
    ]
    const way = flow({ start: 'a', nodes: { a: { ...choice, default_action: 'off' }, b: work }, edges })
    expect(entered(run(way, undefined, { n: 5 }).state)).toEqual(['a', 'b'])
    const none = flow({
      start: 'a',
      nodes: { a: { kind: 'approval', disabled: true }, b: work },
      edges: [{ from: 'a', action: 'approved', to: 'b' }],
    })
    expect(run(none).events.at(-1)).toMatchObject({ type: 'failed', data: { reason: 'no-edge', node: 'a' } })
  })

  it.each([
    { kind: 'timer', params: { delay_ms: 60_000 } },
    { kind: 'wait_event', signal_key: 's', timeout_ms: 50 },
    { kind: 'approval', timeout_ms: 50 },
    { kind: 'parallel', parallel_services: ['x', 'y'], exec_type: 'queue', timeout_ms: 50 },
    { kind: 'foreach', ...work, prep: { input_key: '$params.missing' } },
    { kind: 'subflow', flow: 'other', timeout_ms: 50 },
  ])('of the kind $kind starts nothing and waits for nothing', (node) => {
    const definition = flow({
      start: 'a',
      nodes: { a: { ...node, disabled: true }, b: work },
      edges: [{ from: 'a', to: 'b' }],
    })
    const { events, state } = run(definition)
    expect(events.filter(({ data }) => 'step' in data && data.step === 'a#1').map(({ type }) => type)).toEqual(['node succeeded'])
    expect(state.closed).toBe('succeeded')
    expect(entered(state)).toEqual(['a', 'b'])
  })
})

const diamond = flow({
  start: 'a',
  cleanup: 'tidy',
  nodes: {
    a: { ...work, post: { output_key: 'a' } },
    left: { ...work, post: { output_key: 'left' }, compensate: 'undo' },
    right: { ...work, post: { output_key: 'right' } },
    both: { ...work, join: true, prep: { input_key: '$shared.left' } },
    end: work,
    tidy: work,
    undo: work,
  },
  edges: [
    { from: 'a', to: ['left', 'right'] },
    { from: 'left', to: 'both' },
    { from: 'right', to: 'both' },
    { from: 'both', to: 'end' },
  ],
})

describe('a test of a part of a flow', () => {
  it('up to a node runs the nodes that lead to it, and ends there', () => {
    expect(pathsTo(diamond, 'left').sort()).toEqual(['a', 'left'])
    const { state } = run(diamond, { only: pathsTo(diamond, 'left'), last: 'left' })
    expect([entered(state), state.closed, state.result]).toEqual([['a', 'left'], 'succeeded', 'left'])
    const joined = run(diamond, { only: pathsTo(diamond, 'both'), last: 'both' }).state
    expect([entered(joined).sort(), joined.closed]).toEqual([['a', 'both', 'left', 'right'], 'succeeded'])
  })

  it('from a node starts with what it is given, and runs to the end', () => {
    expect(pathsFrom(diamond, 'both').sort()).toEqual(['both', 'end'])
    const { events, state } = run(diamond, { start: { node: 'both', given: 'x', error: null } })
    expect([entered(state), state.closed]).toEqual([['both', 'end'], 'succeeded'])
    const begun = foldAll(diamond, emptyState(), events.slice(0, 2))
    expect(begun.steps['both#1']).toMatchObject({ given: 'x', status: 'live' })
  })

  it('of one node fails with the node, and neither cleans up nor undoes anything', () => {
    const events = simulate(diamond, {}, () => 0.2, null, 2_000, {
      start: { node: 'left', given: null, error: null },
      only: ['left'],
      last: 'left',
    })
    const failing = events.some(({ type }) => type === 'task failed')
    const state = foldAll(diamond, emptyState(), events)
    expect([failing, state.closed, entered(state)]).toEqual([true, 'failed', ['left']])
  })

  it('takes pinned outputs instead of running their nodes', () => {
    const { events, state } = run(diamond, { pins: { left: { deep: [1] }, a: 'pinned' } })
    expect(state.shared).toEqual({ a: 'pinned', left: { deep: [1] }, right: 'right' })
    expect(state.nodes['left']).toMatchObject({ status: 'succeeded', bypass: 'pinned', attempts: 0 })
    expect(events.some(({ type, data }) => type === 'started' && 'step' in data && data.step === 'left#1')).toBe(false)
    // What was not done is not undone.
    expect(state.undo).toEqual([])
  })

  it.each<[string, Json, string]>([
    ['approved', true, 'yes'],
    ['rejected', false, 'no'],
  ])('goes on along "%s" for a pinned decision', (_, value, node) => {
    const definition = flow({
      start: 'ask',
      nodes: { ask: { kind: 'approval' }, yes: work, no: work },
      edges: [
        { from: 'ask', action: 'approved', to: 'yes' },
        { from: 'ask', action: 'rejected', to: 'no' },
      ],
    })
    expect(entered(run(definition, { pins: { ask: value } }).state)).toEqual(['ask', node])
  })

  it('of any flow replays, ends once, and enters no other node', () => {
    const nodes = ['A', 'B', 'C', 'D', 'E', 'F']
    const one = fc.constantFrom(...nodes)
    const rules = fc.record({
      scope: fc.constantFrom('upTo', 'from', 'node'),
      at: one,
      pinned: fc.uniqueArray(one, { maxLength: 3 }),
    })
    fc.assert(
      fc.property(anyDefinition, world, rules, (draft, { params, seed }, { scope, at, pinned }) => {
        const definition = readValue(draft).definition as Definition
        const only = scope === 'upTo' ? pathsTo(definition, at) : scope === 'node' ? [at] : undefined
        if (scope === 'upTo' && !only?.includes(definition.start)) return
        const test: TestRules = {
          ...(scope === 'upTo' ? {} : { start: { node: at, given: 1, error: null } }),
          ...(only ? { only } : {}),
          ...(scope === 'from' ? {} : { last: at }),
          pins: Object.fromEntries(pinned.filter((key) => key !== at).map((key) => [key, { action: 'a' }])),
        }
        const events = simulate(definition, params, seeded(seed), null, 2_000, test)
        expect(replay(definition, events).difference).toBeNull()
        if (events.length < 2_000) expect(events.filter(({ type }) => closingTypes.includes(type))).toHaveLength(1)
        const state = foldAll(definition, emptyState(), events)
        for (const key of entered(state)) expect(only ?? nodes).toContain(key)
        const stored = JSON.parse(JSON.stringify(foldAll(definition, emptyState(), events.slice(0, 2)))) as FlowState
        expect(canonicalText(foldAll(definition, stored, events.slice(2)))).toBe(canonicalText(state))
      }),
      { numRuns: 1_000 },
    )
  })
})
