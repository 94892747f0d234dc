import '@xyflow/react/dist/base.css'
import {
  Controls,
  type Edge,
  type EdgeProps,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import { elk } from './elk.ts'
import { type DrawnWay, type Layout, layOut, nodeHeight, type Shape } from './layout.ts'
import { openingViewport } from './opening.ts'

/** What a box shows, and what it is called for those who do not see it. */
export type BoxLook = { content: ReactNode; label: string; title?: string | undefined; border: string }
type Data = BoxLook & { chosen: boolean }
type Box = Node<Data, 'box'>
/** How a way stands out: one that a run took, or one beside those. Nothing: no run is shown. */
export type WayLook = 'taken' | 'dimmed'
type Line = Edge<{ way: DrawnWay; look: WayLook | null }, 'line'>

type Props = {
  shape: Shape
  boxOf(key: string): BoxLook | null
  lookOfWay?: ((id: string) => WayLook) | undefined
  /** The box that a drawing opens at if it is too large to be shown as a whole. */
  focus: string | null
  chosen: string | null
  onChoose(key: string | null): void
}

/** Of a larger drawing, only what is in view is drawn. */
const mostDrawn = 100

/** Boxes and the ways between them, laid out by themselves. */
export function Canvas(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({ shape, boxOf, lookOfWay, focus, chosen, onChoose }: Props) {
  const layout = useLayout(shape)
  const frame = useRef<HTMLDivElement>(null)
  useInView(chosen)
  const nodes = useMemo<Box[]>(
    () =>
      (layout?.places ?? []).flatMap(({ key, x, y }): Box[] => {
        const look = boxOf(key)
        if (!look) return []
        const data = { ...look, chosen: key === chosen }
        return [
          {
            id: key,
            type: 'box',
            position: { x, y },
            width: layout?.boxWidth ?? 0,
            height: nodeHeight,
            data,
            ariaLabel: look.label,
          },
        ]
      }),
    [layout, boxOf, chosen],
  )
  const edges = useMemo(
    () =>
      (layout?.ways ?? []).map((way): Line => {
        const look = lookOfWay?.(way.id) ?? null
        return {
          id: way.id,
          source: way.from,
          target: way.to,
          type: 'line',
          className: look ?? '',
          data: { way, look },
          focusable: false,
          zIndex: look === 'taken' ? 1 : 0,
          markerEnd: {
            type: MarkerType.ArrowClosed,
            width: 14,
            height: 14,
            ...(look === 'taken' ? { color: 'var(--ink-2)', width: 12, height: 12 } : {}),
          },
        }
      }),
    [layout, lookOfWay],
  )
  return (
    <div ref={frame} aria-busy={layout === null} className="h-full bg-sunken">
      {layout && frame.current && (
        <ReactFlow
          key={layout.places.length}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultViewport={openingViewport(layout, sizeOf(frame.current), chosen ?? focus)}
          onlyRenderVisibleElements={layout.places.length > mostDrawn}
          minZoom={0.1}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          edgesFocusable={false}
          proOptions={{ hideAttribution: true }}
          onNodeClick={(_, { id }) => onChoose(id)}
          onPaneClick={() => onChoose(null)}
          onSelectionChange={({ nodes: selected }) => selected[0] && onChoose(selected[0].id)}
          className="flow-graph bg-sunken"
        >
          <Controls showInteractive={false} position="bottom-left" />
        </ReactFlow>
      )}
    </div>
  )
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight })
/** A panel that opens beside the drawing must not hide what was chosen. */
function useInView(chosen: string | null): void {
  const { getNode, getViewport, setViewport } = useReactFlow()
  const width = useStore((drawing) => drawing.width)
  useEffect(() => {
    const node = chosen === null ? undefined : getNode(chosen)
    if (!node || width === 0) return
    const { x, y, zoom } = getViewport()
    const hidden = x + (node.position.x + (node.measured?.width ?? node.width ?? 0)) * zoom + 16 - width
    if (hidden > 0) void setViewport({ x: x - hidden, y, zoom })
  }, [chosen, width, getNode, getViewport, setViewport])
}

/** Laid out anew when the shape is another; what is there stays until then. */
function useLayout(shape: Shape): Layout | null {
  const [layout, setLayout] = useState<Layout | null>(null)
  useEffect(() => {
    let stale = false
    layOut(elk, shape).then(
      (next) => !stale && setLayout(next),
      () => {},
    )
    return () => {
      stale = true
    }
  }, [shape])
  return layout
}

function BoxView({ data: { content, title, border, chosen } }: NodeProps<Box>) {
  return (
    <div
      title={title}
      className={cx(
        'flex size-full flex-col justify-center gap-0.5 rounded-md border bg-surface px-2.5',
        border,
        chosen && 'outline-2 outline-accent',
      )}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      {content}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  )
}

/** Along the points that the layout gave it. */
function LineView({ data, markerEnd }: EdgeProps<Line>) {
  if (!data) return null
  const { look } = data
  const { points, label, labelAt, isTrouble } = data.way
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ')
  return (
    <>
      <path
        d={path}
        markerEnd={markerEnd}
        className={cx(
          'fill-none',
          look === 'taken' ? 'stroke-ink-2 stroke-2' : 'stroke-rule-2 stroke-[1.5]',
          look === 'dimmed' && 'opacity-60',
          isTrouble && '[stroke-dasharray:4_3]',
        )}
      />
      {labelAt && (
        <text
          x={labelAt.x}
          y={labelAt.y}
          textAnchor="middle"
          dominantBaseline="central"
          className={cx(
            'text-[11px]',
            look === 'taken' ? 'fill-ink font-medium' : look === 'dimmed' ? 'fill-ink-3' : 'fill-ink-2',
          )}
        >
          {label}
        </text>
      )}
    </>
  )
}

const nodeTypes = { box: BoxView }
const edgeTypes = { line: LineView }
