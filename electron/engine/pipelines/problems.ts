import { readManifest } from '../../../shared/pipeline/read.ts'
import type { Problem } from '../../../shared/problem.ts'
import { hookProblems } from '../jobs/jobs.ts'
import type { Store } from '../store/store.ts'

/** The problems of a manifest, and of this installation, such as missing jobs. */
export function problemsOf(store: Store, source: string): Problem[] {
  const { problems, manifest } = readManifest(source)
  return [...problems, ...hookProblems(store, manifest?.hooks)]
}
