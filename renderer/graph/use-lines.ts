import { MarkerType } from '@xyflow/react'
import { useMemo } from 'react'
import type { CanvasProps, Line, WayLook } from './canvas-props.ts'
import type { DrawnWay, Layout } from './shape.ts'
import { words } from './words.ts'

/** The lines of a drawing. One stays the same object until something about it changes. */
export function useLines(layout: Layout | null, { lookOfWay, chosenWay = null, edits }: CanvasProps): Line[] {
  const made = useMemo(() => new Map<string, Line>(), [])
  const ways = layout?.ways
  return useMemo(() => {
    const lineFor = (way: DrawnWay): Line => {
      const [look, isChosen] = [lookOfWay?.(way.id) ?? null, way.id === chosenWay]
      const known = made.get(way.id)
      const data = known?.data
      if (known && data?.way === way && data.look === look && data.edits === edits && known.selected === isChosen) return known
      const line = lineOf(way, look, isChosen, edits)
      made.set(way.id, line)
      return line
    }
    return (ways ?? []).map(lineFor)
  }, [ways, lookOfWay, chosenWay, edits, made])
}

const arrowColors: Record<Exclude<WayLook, 'dimmed'>, string> = {
  taken: 'var(--ink-2)',
  added: 'var(--ok-fill)',
  removed: 'var(--bad)',
  changed: 'var(--warn)',
}

const lineOf = (
  way: NonNullable<Line['data']>['way'],
  look: NonNullable<Line['data']>['look'],
  selected: boolean,
  edits: CanvasProps['edits'],
): Line => ({
  id: way.id,
  source: way.from,
  sourceHandle: way.port,
  target: way.to,
  targetHandle: 'in',
  type: 'line',
  className: look ?? '',
  data: { way, look, edits },
  ariaLabel: way.name ?? words.wireFrom(way.from, way.to, way.label),
  focusable: false,
  selected,
  selectable: edits !== undefined,
  zIndex: selected ? 2 : look !== null && look !== 'dimmed' ? 1 : 0,
  markerEnd: {
    type: MarkerType.ArrowClosed,
    width: 14,
    height: 14,
    ...(selected
      ? { color: 'var(--accent)', width: 12, height: 12 }
      : look !== null && look !== 'dimmed'
        ? { color: arrowColors[look], width: 12, height: 12 }
        : {}),
  },
})
