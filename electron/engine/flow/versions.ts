import { AppError } from '../../../shared/errors.ts'
import type { Store } from '../store/store.ts'

/** A published version of a flow: the newest, unless one is named. Throws not-found and conflict. */
export function versionOf(store: Store, ref: string, version: number | null) {
  const flow = store.flows.find(ref)
  const wanted = version ?? flow.version
  if (wanted === null) throw new AppError('conflict', `The flow "${flow.name}" has no published version. Publish it first.`)
  return { flow, found: versionOfFlow(store, flow, wanted) }
}

export function versionOfFlow(store: Store, flow: { number: number; name: string }, version: number) {
  const found = store.flows.version(flow.number, version)
  if (!found) throw new AppError('not-found', `The flow "${flow.name}" has no version ${version}.`)
  return found
}
