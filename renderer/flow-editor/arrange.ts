import type { Place, Point } from '../graph/shape.ts'

type Box = Omit<Place, 'parent' | 'inset'>
type Moves = Map<string, Point>

export type Alignment = 'left' | 'top' | 'center'

/** Boxes with one edge, or their centers, on one line. */
export function aligned(boxes: readonly Box[], to: Alignment): Moves {
  const left = Math.min(...boxes.map(({ x }) => x))
  const top = Math.min(...boxes.map(({ y }) => y))
  const middle = boxes.reduce((sum, { x, width }) => sum + x + width / 2, 0) / boxes.length
  const place = ({ x, y, width }: Box): Point =>
    to === 'left' ? { x: left, y } : to === 'top' ? { x, y: top } : { x: Math.round(middle - width / 2), y }
  return new Map(boxes.map((box) => [box.id, place(box)]))
}

/** Boxes with equal gaps between the first and the last, which stay. */
export function distributed(boxes: readonly Box[], along: 'across' | 'down'): Moves {
  const [start, size] = along === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const)
  const sorted = boxes.toSorted((a, b) => a[start] - b[start])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (!first || !last || sorted.length < 3) return new Map()
  const taken = sorted.reduce((sum, box) => sum + box[size], 0)
  const gap = (last[start] + last[size] - first[start] - taken) / (sorted.length - 1)
  let next = first[start]
  return new Map(
    sorted.map((box) => {
      const at = { x: box.x, y: box.y, [start]: Math.round(next) }
      next += box[size] + gap
      return [box.id, at]
    }),
  )
}
