import type { RunDetail } from '../../../../shared/model/run.ts'
import { type NodeWork, worthSeeing } from '../node-works.ts'
import type { Place } from '../place.ts'

/** The step whose log is shown, and its work; null where it has no log of its own. */
export type ChosenLog = { node: string; work: NodeWork | null }

/** The log that a place names; without one, that of the node that is selected (`seen`) or that failed, else of what started last. */
export function chosenLog(
  works: readonly NodeWork[],
  place: Place,
  seen: string | null,
  run: Pick<RunDetail, 'failedNode'>,
): ChosenLog | null {
  if (place.step !== null) return { node: place.step, work: workAt(works, place, place.step) }
  const node = seen ?? run.failedNode ?? works.at(-1)?.node ?? null
  return node === null ? null : { node, work: worthSeeing(works, node) }
}

function workAt(works: readonly NodeWork[], { visit, item }: Place, step: string): NodeWork | null {
  const own = works.filter((work) => work.node === step && (visit === null || work.visit === visit))
  if (item === null) return own.length === 0 ? null : worthSeeing(own, step)
  return own.findLast((work) => work.item === item - 1) ?? null
}
