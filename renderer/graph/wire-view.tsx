import { type ConnectionLineComponentProps, getSmoothStepPath } from '@xyflow/react'
import { cx } from '../ui/class-names.ts'
import type { CanvasEdits } from './canvas-props.ts'

/** The wire that is being drawn. One that cannot be made says why, beneath the pointer. */
export function WireView({
  edits,
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  fromNode,
  fromHandle,
  toNode,
}: ConnectionLineComponentProps & { edits: CanvasEdits }) {
  const [path] = getSmoothStepPath({
    sourceX: fromX,
    sourceY: fromY,
    targetX: toX,
    targetY: toY,
    sourcePosition: fromPosition,
    targetPosition: toPosition,
    borderRadius: 4,
  })
  const refusal =
    toNode && fromHandle.type === 'source' ? edits.whyNot({ id: fromNode.id, port: fromHandle.id ?? '' }, toNode.id) : null
  return (
    <g>
      <path d={path} className={cx('fill-none stroke-2', refusal ? 'stroke-bad [stroke-dasharray:4_3]' : 'stroke-accent')} />
      {refusal && (
        <foreignObject x={toX - 140} y={toY + 18} width={280} height={64} className="pointer-events-none overflow-visible">
          <p
            role="status"
            className="mx-auto w-fit max-w-full rounded-md border border-bad bg-surface px-2 py-1 text-center text-sm text-bad shadow-float"
          >
            {refusal}
          </p>
        </foreignObject>
      )}
    </g>
  )
}
