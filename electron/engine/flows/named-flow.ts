import { AppError } from '../../../shared/errors.ts'
import type { FlowVersion } from '../../../shared/model/flow.ts'
import type { Store } from '../store/store.ts'
import type { KeptDefinition } from './begin.ts'

export type NamedFlow = { flow: { id: string; name: string; number: number }; version: number; kept: KeptDefinition }
type Source = FlowVersion & { source: string }

/** A flow by its name or id, in its newest version or another. Throws not-found, and conflict if none is published. */
export function namedFlow(store: Store, ref: string, wanted: number | null | undefined): NamedFlow {
  const flow = store.flows.find(ref)
  const version = wanted ?? flow.version
  if (version === null) throw new AppError('conflict', `The flow "${flow.name}" has no published version. Publish it first.`)
  const { hash } = versionOfFlow(store, flow, version)
  return { flow, version, kept: { hash, definition: store.flows.definition(hash) } }
}

/** Throws not-found. */
export function versionOfFlow(store: Store, flow: { number: number; name: string }, version: number): Source {
  const found = store.flows.version(flow.number, version)
  if (!found) throw new AppError('not-found', `The flow "${flow.name}" has no version ${version}.`)
  return found
}
