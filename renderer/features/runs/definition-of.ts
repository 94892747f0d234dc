import type { RunDetail } from '../../../shared/model/run.ts'
import { definitionHref, editHref } from '../../definition/links.ts'

type Definition = { kind: 'job' | 'flow' | 'pipeline'; href: string; editing: string }

/** What was run, where that has a page. */
export function definitionOf({
  pipeline,
  flow,
  parent,
  jobId,
}: Pick<RunDetail, 'pipeline' | 'flow' | 'parent' | 'jobId'>): Definition | null {
  if (pipeline !== null)
    return { kind: 'pipeline', href: definitionHref('pipeline', pipeline), editing: editHref('pipeline', pipeline) }
  if (jobId !== null) return { kind: 'job', href: definitionHref('job', jobId), editing: editHref('job', jobId) }
  return flow !== null && parent === null
    ? { kind: 'flow', href: definitionHref('flow', flow), editing: editHref('flow', flow) }
    : null
}
