import { withoutOrganization } from '../../../shared/pipeline/organized-source.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { organizeExisting, organizeNew } from '../organize/organize.ts'
import type { Store } from '../store/store.ts'
import { keepVersion } from './pipeline-versions.ts'

type Found = ReturnType<Store['pipelines']['find']>

/** A new pipeline has its first version. What the text of one says about where it belongs is kept beside it. Call inside a write. */
export function keepNew(store: Store, name: string, written: string, path: string | null, now: number): Found {
  const { organization } = readManifest(written)
  const source = path === null && organization ? withoutOrganization(written) : written
  const found = store.pipelines.create(name, source, path, now)
  keepVersion(store, found.number, source, '', now)
  if (organization) organizeNew(store, 'pipeline', found.id, organization)
  return found
}

/** As `keepNew`, for a text that a person saved. The text of a file stays as it is: the file is read again. */
export function keepSource(store: Store, found: Found, saved: { name: string; source: string; note: string; now: number }): void {
  const { organization } = readManifest(saved.source)
  const source = found.path === null && organization ? withoutOrganization(saved.source) : saved.source
  store.pipelines.update(found.number, saved.name, source, Math.max(saved.now, found.updatedAt + 1))
  keepVersion(store, found.number, source, saved.note, saved.now)
  if (found.path === null) organizeExisting(store, 'pipeline', found.id, organization ?? {}, saved.now)
}

type OfFile = Pick<Found, 'id' | 'number' | 'name' | 'version'>

/** The newest text of the file of a pipeline. Returns the version that a run has. Call inside a write. */
export function keepFile(store: Store, { id, number, name, version }: OfFile, source: string, now: number): number {
  const before = store.pipelines.source(number)
  if (source === before) return version
  store.pipelines.update(number, name, source, now)
  // A person may have moved the pipeline since: only what changed in the file counts.
  const [was, is] = [readManifest(before).organization, readManifest(source).organization]
  if (is && JSON.stringify(is) !== JSON.stringify(was)) organizeExisting(store, 'pipeline', id, is, now)
  return keepVersion(store, number, source, '', now)
}
