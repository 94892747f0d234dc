import { Link } from 'wouter'
import type { RunDetail } from '../../../shared/model/run.ts'
import { versionHref } from '../../definition/links.ts'

/** The version that a run is pinned to, and the way to what it says. */
export function VersionLink({ run: { version, flow, jobId, pipeline } }: { run: RunDetail }) {
  const page =
    version === null
      ? null
      : flow !== null
        ? versionHref('flow', flow, version)
        : jobId !== null
          ? versionHref('job', jobId, version)
          : pipeline !== null
            ? versionHref('pipeline', pipeline, version)
            : null
  if (page === null) return version
  return (
    <Link href={page} className="font-medium text-accent hover:underline">
      {version}
    </Link>
  )
}
