import { EdgeLabelRenderer, type EdgeProps, getSmoothStepPath, useReactFlow } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { memo } from 'react'
import { cx } from '../ui/class-names.ts'
import type { CanvasEdits, Line, WayLook } from './canvas-props.ts'
import type { DrawnWay, Point } from './shape.ts'
import { words } from './words.ts'

const plainStroke = 'stroke-mark stroke-[1.5] forced-colors:stroke-[CanvasText]'
const strokes: Record<WayLook, string> = {
  taken: 'stroke-ink-2 stroke-2',
  dimmed: `${plainStroke} opacity-60`,
  added: 'stroke-ok-fill stroke-2',
  removed: 'stroke-bad stroke-2',
  changed: 'stroke-warn stroke-2',
}

/** Along the points that the layout gave it, or around corners where an end was moved since. */
export const LineView = memo(function LineView(props: EdgeProps<Line>) {
  const { data, markerEnd, selected } = props
  if (!data) return null
  const { look, way, edits } = data
  const { path, middle } = routeOf(way, props)
  return (
    <>
      <path
        d={path}
        markerEnd={markerEnd}
        className={cx(
          'fill-none',
          selected ? 'stroke-accent stroke-2' : look ? strokes[look] : plainStroke,
          look === 'removed' ? '[stroke-dasharray:2_4]' : way.isTrouble && '[stroke-dasharray:4_3]',
        )}
      />
      {edits && <path d={path} className="react-flow__edge-interaction fill-none" strokeOpacity={0} strokeWidth={18} />}
      {way.label !== '' && (
        <text
          x={middle.x}
          y={middle.y}
          textAnchor="middle"
          dominantBaseline="central"
          className={cx(
            'text-[11px] stroke-sunken stroke-[6px] [paint-order:stroke]',
            look === null ? 'fill-ink-2' : look === 'dimmed' ? 'fill-ink-3' : 'fill-ink font-medium',
          )}
        >
          {way.label}
        </text>
      )}
      {selected && edits && <AddOn way={way} at={middle} edits={edits} />}
    </>
  )
})

/** A node can be added in the middle of a way. */
function AddOn({ way, at, edits }: { way: DrawnWay; at: Point; edits: CanvasEdits }) {
  const { flowToScreenPosition } = useReactFlow()
  const below = way.label === '' ? at : { x: at.x, y: at.y + 20 }
  return (
    <EdgeLabelRenderer>
      <button
        type="button"
        aria-label={words.addOn}
        title={words.addOn}
        onClick={() => edits.onAddOn(way.id, { at, window: flowToScreenPosition(at) })}
        style={{ transform: `translate(-50%, -50%) translate(${below.x}px, ${below.y}px)` }}
        className="nodrag nopan pointer-events-auto absolute grid size-6 place-items-center rounded-full border border-accent bg-surface text-accent hover:bg-hover"
      >
        <Plus aria-hidden="true" className="size-3.5" />
      </button>
    </EdgeLabelRenderer>
  )
}

export type Ends = Pick<EdgeProps<Line>, 'sourceX' | 'sourceY' | 'targetX' | 'targetY' | 'sourcePosition' | 'targetPosition'>

/** Both ends moved alike, as with the box around them, or not at all: the points of the layout hold. */
export function routeOf({ points, labelAt }: DrawnWay, ends: Ends): { path: string; middle: Point } {
  const [first, last] = [points[0], points.at(-1)]
  const [dx, dy] = [ends.sourceX - (first?.x ?? 0), ends.sourceY - (first?.y ?? 0)]
  const isAlike = last && Math.abs(ends.targetX - last.x - dx) < 2 && Math.abs(ends.targetY - last.y - dy) < 2
  if (!first || !isAlike) {
    const [path, x, y] = getSmoothStepPath({ ...ends, borderRadius: 4, offset: 20 })
    return { path, middle: { x, y } }
  }
  const middle = labelAt ?? midpoint(points)
  return {
    path: points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x + dx} ${y + dy}`).join(' '),
    middle: { x: middle.x + dx, y: middle.y + dy },
  }
}

function midpoint(points: readonly Point[]): Point {
  const index = Math.floor((points.length - 1) / 2)
  const [a, b] = [points[index], points[index + 1]]
  return a && b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } : (a ?? { x: 0, y: 0 })
}
