import { decide } from './decide.ts'
import type { Definition } from './definition.ts'
import { type Decision, type Fact, type Facts, type FlowEvent, unknownOutcome } from './events.ts'
import { fold } from './fold.ts'
import { currentRules } from './pocketflow.ts'
import type { Data, Json } from './reference.ts'
import { emptyState, type FlowState, nodeOf } from './state.ts'
import type { TestRules } from './test-rules.ts'

/** A number from 0 to below 1. */
export type Random = () => number

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const results: Json[] = [null, 0, 1, 5, 'x', '', true, false, { action: 'a' }, { action: 'b' }, [1, 2], []]
const reasons = ['error', 'exit-code', 'signal', 'timeout', 'lost', 'could-not-start', 'http-status', 'unreachable', 'no-worker']
const stops = [{}, { terminate: true as const }, { reason: 'replaced' as const }]
const actions: Json[] = ['a', 'b', true, false, 'approved']

/**
 * A world for tests: at each point a random possible event happens, until the run has ended. Returns the history; throws if
 * no event could end the wait.
 */
export function simulate(
  definition: Definition,
  params: Data,
  random: Random,
  forked: Facts['forked'] | null = null,
  mostEvents = 2_000,
  test?: TestRules,
): FlowEvent[] {
  const events: FlowEvent[] = []
  const state = emptyState()
  let at = 1_000

  function append(event: Fact | Decision): void {
    const whole = { ...event, n: state.n + 1, at } as FlowEvent
    events.push(JSON.parse(JSON.stringify(whole)) as FlowEvent)
    fold(definition, state, whole)
  }

  append({
    type: 'flow began',
    data: {
      flow: 'f',
      version: 1,
      definition: 'h',
      params,
      shared: {},
      depth: 0,
      rules: currentRules,
      ...(test ? { test } : {}),
    },
  })
  if (forked) append({ type: 'forked', data: forked })
  while (state.closed === null && events.length < mostEvents) {
    const decision = decide(definition, state)
    if (decision) {
      append(decision)
      continue
    }
    const possible = whatCanHappen(definition, state, random)
    if (possible.length === 0)
      throw new Error(`nothing can happen any more, and it has not ended: ${JSON.stringify(state.steps)}`)
    at += 1 + Math.floor(random() * 10)
    append(pick(random, possible))
  }
  return events
}

function whatCanHappen(definition: Definition, state: FlowState, random: Random): Fact[] {
  const facts = Object.values(state.steps).flatMap((step): Fact[] => {
    const units = Object.entries(step.units).map(([key, unit]): Fact => {
      const of = { step: step.id, ...(key === '' ? {} : { item: Number(key) }) }
      if (unit.status !== 'running') return { type: 'started', data: { ...of, attempt: unit.attempt + 1 } }
      const ended = { ...of, attempt: unit.attempt }
      if (unit.stopping) return { type: 'task cancelled', data: ended }
      const chance = random()
      if (chance < 0.1) return { type: 'attempt failed', data: { ...ended, reason: 'error', error: 'no', retryAt: 1 } }
      if (chance < 0.15 && nodeOf(definition, step.node).at_most_once)
        return { type: 'task failed', data: { ...ended, reason: unknownOutcome, error: 'no', exitCode: null } }
      if (chance < 0.25)
        return { type: 'task failed', data: { ...ended, reason: pick(random, reasons), error: 'no', exitCode: null } }
      return { type: 'task succeeded', data: { ...ended, result: pick(random, results) } }
    })
    const limits: Fact[] = [
      ...(step.kind === 'timer' && step.dueAt !== null ? [{ type: 'timer fired' as const, data: { step: step.id } }] : []),
      ...(step.kind !== 'timer' && step.dueAt !== null ? [{ type: 'wait timed out' as const, data: { step: step.id } }] : []),
      ...(step.deadline !== null && step.status === 'live' && random() < 0.1
        ? [{ type: 'node timed out' as const, data: { step: step.id } }]
        : []),
    ]
    return [...units, ...limits, ...childFacts(step, random), ...words(step, random)]
  })
  const wish: Fact[] =
    facts.length > 0 && random() < 0.02
      ? [
          random() < 0.5
            ? { type: 'stop asked', data: { by: 'chance', ...pick(random, stops) } }
            : { type: 'flow timed out', data: {} },
        ]
      : []
  return [...facts, ...wish]
}

function childFacts(step: FlowState['steps'][string], random: Random): Fact[] {
  if (step.kind !== 'child' || step.status === 'over') return []
  if (!step.child) return step.stopping ? [] : [{ type: 'child began', data: { step: step.id, run: 2, id: 'child' } }]
  const status = step.stopping ? 'cancelled' : random() < 0.8 ? 'succeeded' : 'failed'
  return [{ type: 'child ended', data: { step: step.id, run: 2, status, reason: null, error: null, shared: { inner: 1 } } }]
}

function words(step: FlowState['steps'][string], random: Random): Fact[] {
  if (step.status === 'over' || step.stopping) return []
  const by = 'chance'
  if (step.kind === 'approval')
    return [{ type: 'decided', data: { step: step.id, value: pick(random, actions), by, comment: null } }]
  if (step.unknown?.asked) return [{ type: 'decided', data: { step: step.id, value: pick(random, actions), by, comment: null } }]
  if (step.kind === 'event' && random() < 0.1)
    return [{ type: 'signal ignored', data: { key: 's', id: 'one', why: 'duplicate' } }]
  if (step.kind === 'event')
    return [{ type: 'signal received', data: { key: pick(random, ['s', 'flag', 'other']), value: true, id: null, by } }]
  return []
}
