import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'

/** The version that a run is pinned to, and the way to what it says. */
export function VersionLink({ run: { version, flow, jobId } }: { run: RunDetail }) {
  const page =
    flow !== null
      ? `/flows/${encodeURIComponent(flow)}?version=${version}`
      : jobId !== null
        ? `/jobs/${jobId}/versions?v=${version}`
        : null
  if (page === null) return version
  return (
    <Link href={page} className="font-medium text-accent hover:underline">
      {version}
    </Link>
  )
}
