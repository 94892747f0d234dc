import type { Run } from '../../../shared/model/run.ts'
import type { RunSubject } from '../store/earlier-runs.ts'
import type { Store } from '../store/store.ts'

/** Runs that are read at once, so that a long row of failures blocks nobody. */
const portion = 500

/** What a run is a run of; null for a command without a job. */
export function subjectOf(store: Store, { number, jobId }: Pick<Run, 'number' | 'jobId'>): RunSubject | null {
  if (jobId !== null) return { kind: 'job', id: jobId }
  const kind = store.runs.kind(number)
  const definition = kind === 'flow' ? store.flowRuns.get(number)?.flow : store.pipelines.run(number)?.pipeline
  return kind === 'job' || definition == null ? null : { kind, number: definition }
}

/** The newest earlier run of the same definition that succeeded; with a node, the newest in which that node succeeded. */
export async function lastSuccessBefore(store: Store, run: Run, node?: string): Promise<Run | null> {
  const subject = subjectOf(store, run)
  if (subject === null) return null
  const key = node !== undefined && store.runs.kind(run.number) === 'flow' ? taskKey(node) : null
  const succeeded = (number: number, status: Run['status']): boolean =>
    key === null ? status === 'succeeded' : store.tasks.ofNode(number, key)?.status === 'succeeded'
  for (let before = run.number; ; ) {
    const runs = store.earlierRuns.before(subject, before, portion)
    const found = runs.find(({ number, status }) => succeeded(number, status))
    if (found) return store.runs.byNumber(found.number)
    if (runs.length < portion) return null
    before = runs.at(-1)?.number ?? 0
    await new Promise(setImmediate)
  }
}

/** A node named without its visit means the first one. */
const taskKey = (node: string): string => (node.includes('#') ? node : `${node}#1`)
