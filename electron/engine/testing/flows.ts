import type { Definition } from '../../../shared/flow/definition.ts'
import { readValue } from '../../../shared/flow/read.ts'
import type { Data } from '../../../shared/flow/reference.ts'
import type { FlowState } from '../../../shared/flow/state.ts'
import type { Run, RunEvent } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { untilEnded } from './engine.ts'

/** A flow as a test writes it, without its defaults. */
export type Draft = Record<string, unknown>

export function definitionOf(draft: Draft): Definition {
  const { definition, problems } = readValue(draft)
  if (!definition) throw new Error(problems.map(({ path, message }) => `${path} ${message}`).join('; '))
  return definition
}

let flows = 0

/** Publishes a flow under a name of its own and starts it. */
export async function startFlow(engine: Engine, draft: Draft, params: Data = {}): Promise<Run> {
  const name = `flow ${++flows}`
  await engine.flows.importFlow(name, JSON.stringify(draft))
  return engine.flowRuns.start(name, null, params, 'api')
}

export async function runFlow(engine: Engine, draft: Draft, params: Data = {}): Promise<Run & { shared: Data }> {
  const { id } = await startFlow(engine, draft, params)
  const run = await untilEnded(engine, id)
  return { ...run, shared: stateOf(engine, run).shared }
}

export const stateOf = (engine: Engine, { id }: Pick<Run, 'id'>): FlowState => engine.flowRuns.history(id).state

export const eventsOf = (engine: Engine, { id }: Pick<Run, 'id'>): RunEvent[] => engine.runs.events(id)

/** The types of a run's events, in their order. */
export const tale = (engine: Engine, run: Pick<Run, 'id'>): string[] => eventsOf(engine, run).map(({ type }) => type)

/** How often each node was entered. */
export const visitsOf = (engine: Engine, run: Pick<Run, 'id'>): Record<string, number> =>
  Object.fromEntries(Object.entries(stateOf(engine, run).nodes).map(([key, { visits }]) => [key, visits]))
