import type { FlowShape } from '../flow-graph/flow-shape.ts'
import { insideOf, isCard } from '../flow-graph/flow-shape.ts'
import type { Point, Size } from '../graph/shape.ts'

export type Direction = 'down' | 'up' | 'left' | 'right'
type BoxOf = (id: string) => (Point & Size) | null

/** The node that an arrow goes to: along a wire, or beside; null at an edge. */
export function neighborOf(
  { flow, boxOf }: { flow: FlowShape; boxOf: BoxOf },
  from: string,
  direction: Direction,
): string | null {
  const own = boxOf(from)
  if (!own) return null
  const wires = [...flow.wires.values()]
  const along =
    direction === 'down'
      ? wires.filter((way) => way.from === from).map(({ to }) => to)
      : direction === 'up'
        ? wires.filter((way) => way.to === from).map((way) => way.from)
        : beside(flow, boxOf, from, own, direction)
  const distance = (id: string): number => {
    const box = boxOf(id)
    return box
      ? Math.abs(box.x - own.x) + (direction === 'left' || direction === 'right' ? 2 * Math.abs(box.y - own.y) : 0)
      : Number.POSITIVE_INFINITY
  }
  const others = along.filter((id) => id !== from && !isCard(id))
  return others.toSorted((a, b) => distance(a) - distance(b))[0] ?? null
}

/** Nodes of the same graph at that side. */
function beside({ shape }: FlowShape, boxOf: BoxOf, from: string, own: Point & Size, direction: Direction): string[] {
  const inside = insideOf(from).join('/')
  const ids = allIds(shape).filter((id) => insideOf(id).join('/') === inside)
  return ids.filter((id) => {
    const box = boxOf(id)
    return box !== null && (direction === 'left' ? box.x + box.width <= own.x + 1 : box.x >= own.x + own.width - 1)
  })
}

const allIds = ({ boxes }: FlowShape['shape']): string[] =>
  boxes.flatMap(({ id, inner }) => [id, ...(inner ? allIds(inner) : [])])
