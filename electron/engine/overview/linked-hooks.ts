import { type Hook, hookName } from '../../../shared/model/hook.ts'
import type { DefinitionRef, LinkedHook } from '../../../shared/model/overview.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import type { Store } from '../store/store.ts'

/** The hooks of the current version of a job, flow or pipeline. */
export const linkedHooks = (store: Store, kind: DefinitionRef['kind'], id: string): LinkedHook[] =>
  hooksOf(store, kind, id).map((hook) => ({
    name: hookName(hook),
    on: hook.on,
    job: hook.job === undefined ? null : (store.jobs.seek(hook.job)?.id ?? null),
  }))

function hooksOf(store: Store, kind: DefinitionRef['kind'], id: string): readonly Hook[] {
  if (kind === 'job') return store.jobs.find(id).hooks
  if (kind === 'pipeline') return readManifest(store.pipelines.source(store.pipelines.find(id).number)).manifest?.hooks ?? []
  const { number, version } = store.flows.find(id)
  const published = version === null ? null : store.flows.version(number, version)
  return published === null ? [] : (store.flows.definition(published.hash).hooks ?? [])
}
