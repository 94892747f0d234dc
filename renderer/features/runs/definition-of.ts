import type { RunDetail } from '../../../shared/model/run.ts'
import { definitionHref, editHref } from '../../definition/links.ts'

/** `repairing`: its editor, at what failed. */
type Definition = { kind: 'job' | 'flow' | 'pipeline'; href: string; editing: string; repairing: string }

type Ran = Pick<RunDetail, 'id' | 'pipeline' | 'flow' | 'parent' | 'jobId' | 'failedNode'>

/** What was run, where that has a page. */
export function definitionOf({ id, pipeline, flow, parent, jobId, failedNode }: Ran): Definition | null {
  if (pipeline !== null) return linksOf('pipeline', pipeline)
  if (jobId !== null) return linksOf('job', jobId)
  if (flow === null || parent !== null) return null
  const links = linksOf('flow', flow)
  if (failedNode === null) return links
  return { ...links, repairing: `${links.editing}&${new URLSearchParams({ node: failedNode, data: id })}` }
}

function linksOf(kind: Definition['kind'], ref: string): Definition {
  const editing = editHref(kind, ref)
  return { kind, href: definitionHref(kind, ref), editing, repairing: editing }
}
