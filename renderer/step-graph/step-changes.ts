import type { StepsDifference } from '../../shared/pipeline/difference.ts'
import type { WayChange } from '../graph/canvas-props.ts'
import type { BoxChange } from '../graph/change-mark.tsx'
import type { Shape } from '../graph/shape.ts'
import { words } from '../graph/words.ts'
import { endsOfWay, fileKey } from './step-shape.ts'

/** How each step differs, by its name. */
export const changesOf = (difference: StepsDifference | undefined): ReadonlyMap<string, BoxChange> =>
  new Map(
    (difference?.steps ?? []).map(({ name, state, was, isMoved, fields }) => [
      name,
      { state, was, isMoved, fields: fields.length },
    ]),
  )

/** One line may stand for several files, of which only some differ. */
export function lookOfLink(id: string, { links, changedLinks }: StepsDifference): WayChange | undefined {
  const ends = endsOfWay(id)
  const isHere = (link: { from: string | null; to: string; file: string | null }): boolean =>
    link.to === ends.to && (link.from ?? fileKey(link.file ?? '')) === ends.from
  const changes = changedLinks.filter(isHere)
  const [first] = changes
  if (!first) return undefined
  const isAll = changes.length === links.filter(isHere).length && changes.every(({ state }) => state === first.state)
  return isAll ? first.state : 'changed'
}

/** The drawing with what differs written on its wires. */
export const withChanges = ({ boxes, ways }: Shape, difference: StepsDifference): Shape => ({
  boxes,
  ways: ways.map((way) => {
    const state = lookOfLink(way.id, difference)
    return state ? { ...way, label: words.wire(way.label, state) } : way
  }),
})
