import type { RunDetail } from '../../../shared/model/run.ts'

/** What was run, where that has a page. */
export function definitionOf({
  pipeline,
  flow,
  parent,
  jobId,
}: Pick<RunDetail, 'pipeline' | 'flow' | 'parent' | 'jobId'>): { kind: 'job' | 'flow' | 'pipeline'; href: string } | null {
  if (pipeline !== null) return { kind: 'pipeline', href: `/pipelines/${pipeline}` }
  if (jobId !== null) return { kind: 'job', href: `/jobs/${jobId}` }
  return flow !== null && parent === null ? { kind: 'flow', href: `/flows/${encodeURIComponent(flow)}` } : null
}
