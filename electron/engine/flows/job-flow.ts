import { AppError } from '../../../shared/errors.ts'
import { deepestFlow } from '../../../shared/flow/definition.ts'
import type { Data } from '../../../shared/flow/reference.ts'
import type { Claim } from '../queue/claim.ts'
import type { Store } from '../store/store.ts'
import { advance } from './advance.ts'
import { makeFlow } from './begin.ts'
import type { Effects } from './effects.ts'
import { type NamedFlow, namedFlow } from './named-flow.ts'

/** The flow of a job whose turn has come; why it cannot begin, in words. To be called inside a write. */
export function flowOf(store: Store, { spec: { body }, run }: Claim): NamedFlow | { problem: string } {
  if (body.kind !== 'flow') return { problem: 'It is no flow.' }
  try {
    if (depthOf(store, run) > deepestFlow)
      return { problem: `Flows lie within each other more than ${deepestFlow} deep. Does this one call itself?` }
    return namedFlow(store, body.flow, body.version)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { problem: error.message }
  }
}

/** What the flow does begins. To be called inside a write. */
export function beginJobFlow(
  store: Store,
  { run, title, params, spec }: Claim,
  { flow, version, kept }: NamedFlow,
  now: number,
): Effects {
  const link = store.flowRuns.parentOf(run)
  const parent = link && { ...link, depth: depthOf(store, run) - 1, inner: false }
  const pinned = { number: flow.number, version }
  makeFlow(
    store,
    run,
    { title, kept, flow: pinned, params: params as Data, timeoutMs: spec.timeoutMs, ...(parent ? { parent } : {}) },
    now,
  )
  return advance(store, run, now)
}

function depthOf(store: Store, run: number): number {
  const parent = store.flowRuns.parentOf(run)
  return parent ? store.histories.load(parent.run).state.depth + 1 : 0
}
