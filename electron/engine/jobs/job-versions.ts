import { type FieldChange, fieldChanges } from '../../../shared/model/field-changes.ts'
import type { JobVersion, Spec, VersionUse } from '../../../shared/model/job.ts'
import { createVersionChanges } from '../base/version-changes.ts'
import type { VersionRuns } from '../store/days.ts'
import type { Store } from '../store/store.ts'
import { changedFields } from './changed-fields.ts'

export type JobVersions = ReturnType<typeof createJobVersions>

/** The versions of jobs, with what their runs came to: those are counted as they end, so that no history is read. */
export function createJobVersions(store: Store) {
  function useOf(counted: VersionRuns | undefined): VersionUse {
    const run = counted?.lastRun == null ? null : store.runs.byNumber(counted.lastRun)
    return { runs: counted?.runs ?? 0, lastRun: run && { number: run.number, status: run.status, reason: run.reason } }
  }

  const usesOf = (jobId: string): Map<number, VersionRuns> =>
    new Map(store.days.ofVersions(jobId).map((counted) => [counted.version, counted]))

  const withChanges = createVersionChanges()

  return {
    /** Newest first; `before` is the last version of the previous page. */
    async versions(ref: string, before: number | null, limit: number) {
      const { id } = store.jobs.find(ref)
      const found = store.jobs.versions(id, before, limit + 1)
      const uses = usesOf(id)
      const used = found.slice(0, limit).map((row): JobVersion => ({ ...row, ...useOf(uses.get(row.version)) }))
      const read = (version: number): Spec => store.jobs.version(id, version).spec
      const items = await withChanges(used, { id, read, partsOf: changedFields })
      return { items, nextCursor: found.length > limit ? String(items.at(-1)?.version) : null }
    },
    version(ref: string, version: number): JobVersion & { spec: Spec } {
      const { id } = store.jobs.find(ref)
      const found = store.jobs.version(id, version)
      return { ...found, ...useOf(usesOf(id).get(version)) }
    },
    /** What changed from one version to another, field by field. */
    diff(ref: string, from: number, to: number | null): { from: number; to: number; changes: FieldChange[] } {
      const job = store.jobs.find(ref)
      const other = to ?? job.version
      const [before, after] = [store.jobs.version(job.id, from).spec, store.jobs.version(job.id, other).spec]
      return { from, to: other, changes: fieldChanges(before, after) }
    },
  }
}
