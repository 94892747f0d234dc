import { AppError } from '../../../shared/errors.ts'
import { type FieldChange, fieldChanges } from '../../../shared/model/field-changes.ts'
import type { PipelineVersion } from '../../../shared/model/pipeline.ts'
import type { Manifest } from '../../../shared/pipeline/manifest.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { createVersionChanges } from '../base/version-changes.ts'
import type { Store } from '../store/store.ts'
import { unused } from '../store/version-runs.ts'
import { changedSteps } from './changed-steps.ts'

/** Adds a version if a run would do something else than one of the newest version. Returns the newest. Call inside a write. */
export function keepVersion(store: Store, pipeline: number, source: string, note: string, now: number): number {
  const newest = store.pipelineVersions.newest(pipeline)
  if (newest && isSame(newest.source, source)) return newest.version
  const version = (newest?.version ?? 0) + 1
  store.pipelineVersions.insert(pipeline, version, { source, note, now })
  return version
}

/** A comment, the name or the description change nothing about what a run does. */
function isSame(before: string, after: string): boolean {
  if (before === after) return true
  const [one, other] = [readManifest(before).manifest, readManifest(after).manifest]
  return one !== null && other !== null && JSON.stringify(meaningOf(one)) === JSON.stringify(meaningOf(other))
}

const meaningOf = ({ name: _, description: __, ...does }: Manifest) => does

/** The versions of pipelines, each with what its runs came to. */
export function createPipelineVersionList(store: Store) {
  function version(ref: string, wanted: number): PipelineVersion & { source: string } {
    const { number, name } = store.pipelines.find(ref)
    const found = store.pipelineVersions.get(number, wanted)
    if (!found) throw new AppError('not-found', `The pipeline "${name}" has no version ${wanted}.`)
    return { ...found, ...store.versionRuns.of('pipeline', number, wanted) }
  }

  const withChanges = createVersionChanges()

  return {
    version,
    /** Newest first; `before` is the last version of the previous page. */
    async versions(ref: string, before: number | null, limit: number) {
      const { id, number } = store.pipelines.find(ref)
      const found = store.pipelineVersions.list(number, before, limit + 1)
      const uses = store.versionRuns.ofAll('pipeline', number)
      const used = found.slice(0, limit).map((row): PipelineVersion => ({ ...row, ...(uses.get(row.version) ?? unused) }))
      const read = (of: number): string | null => store.pipelineVersions.get(number, of)?.source ?? null
      const items = await withChanges(used, { id, read, partsOf: changedSteps })
      return { items, nextCursor: found.length > limit ? String(items.at(-1)?.version) : null }
    },
    /** What changed from one version to another, field by field; texts with errors are compared as a whole. */
    diff(ref: string, from: number, to: number | null): { from: number; to: number; changes: FieldChange[] } {
      const other = to ?? store.pipelines.find(ref).version
      const [before, after] = [version(ref, from).source, version(ref, other).source]
      const [one, two] = [readManifest(before).manifest, readManifest(after).manifest]
      const changes = one && two ? fieldChanges(byStep(one), byStep(two)) : fieldChanges({ source: before }, { source: after })
      return { from, to: other, changes }
    },
  }
}

const byStep = ({ steps, ...rest }: Manifest) => ({
  ...rest,
  order: steps.map(({ name }) => name),
  step: Object.fromEntries(steps.map(({ name, ...step }) => [name, step])),
})
