import { useQueries } from '@tanstack/react-query'
import { Spec } from '../../../shared/model/job.ts'
import type { RunDetail } from '../../../shared/model/run.ts'
import { api, messageOf } from '../../api/client.ts'
import { Differences } from '../../conflict/difference-list.tsx'
import { differencesOf } from '../../conflict/differences.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { TextDiff } from '../../ui/text-diff.tsx'
import { headWords as words } from './words/head.ts'

type Props = { run: RunDetail; before: number; onClose(): void }

/** How the version of this run differs from the version of its last success. */
export function VersionDifference({ run, before, onClose }: Props) {
  const after = run.version ?? before
  return (
    <Dialog open wide onClose={onClose} title={words.versionsOf(before, after)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div role="group" aria-label={words.versionsOf(before, after)} tabIndex={0} className="max-h-[60vh] overflow-auto">
        {run.flow !== null ? (
          <OfFlow flow={run.flow} versions={[before, after]} />
        ) : run.pipeline !== null ? (
          <OfPipeline pipeline={run.pipeline} versions={[before, after]} />
        ) : (
          <OfJob job={run.jobId ?? ''} versions={[before, after]} />
        )}
      </div>
    </Dialog>
  )
}

type Pair = [before: number, after: number]

function OfJob({ job, versions }: { job: string; versions: Pair }) {
  const [before, after] = useQueries({
    queries: versions.map((version) => api.jobs.version.queryOptions({ input: { ref: job, version } })),
  })
  const error = before?.error ?? after?.error
  if (error) return <Problem message={words.versionsUnreadable(messageOf(error))} />
  if (!before?.data || !after?.data) return <SkeletonRows rows={4} />
  return (
    <Differences
      differences={differencesOf(Spec.parse(before.data.spec), Spec.parse(after.data.spec))}
      theirs={words.version(versions[0])}
      mine={words.version(versions[1])}
    />
  )
}

function OfFlow({ flow, versions }: { flow: string; versions: Pair }) {
  const [before, after] = useQueries({
    queries: versions.map((version) => api.flows.version.queryOptions({ input: { ref: flow, version } })),
  })
  const error = before?.error ?? after?.error
  if (error) return <Problem message={words.versionsUnreadable(messageOf(error))} />
  if (!before?.data || !after?.data) return <SkeletonRows rows={4} />
  return <TextDiff before={before.data.source} after={after.data.source} />
}

function OfPipeline({ pipeline, versions }: { pipeline: string; versions: Pair }) {
  const [before, after] = useQueries({
    queries: versions.map((version) => api.pipelines.version.queryOptions({ input: { ref: pipeline, version } })),
  })
  const error = before?.error ?? after?.error
  if (error) return <Problem message={words.versionsUnreadable(messageOf(error))} />
  if (!before?.data || !after?.data) return <SkeletonRows rows={4} />
  return <TextDiff before={before.data.source} after={after.data.source} />
}
