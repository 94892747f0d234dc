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
} from '@xyflow/react'
import { useEffect, useMemo, useState } from 'react'
import type { Node as FlowNode, Graph } from '../../shared/flow/definition.ts'
import type { NodeView } from '../../shared/flow/state.ts'
import { cx } from '../ui/class-names.ts'
import { type DrawnWay, type Layout, layOut, nodeHeight, nodeWidth } from './layout.ts'
import { kindIcons, kindWord, lookOf } from './looks.ts'

export type GraphViews = Record<string, NodeView>
type Data = { name: string; node: FlowNode; view: NodeView | null; isStart: boolean; chosen: boolean }
type Box = Node<Data, 'box'>
type Line = Edge<{ way: DrawnWay }, 'line'>

type Props = {
  graph: Graph
  /** How each node stands; null where nothing runs. */
  views: GraphViews | null
  chosen: string | null
  onChoose(key: string | null): void
}

/** A flow as a drawing; with how each node stands, where it runs. */
export default function FlowGraph(props: Props) {
  return (
    <ReactFlowProvider>
      <Drawing {...props} />
    </ReactFlowProvider>
  )
}

function Drawing({ graph, views, chosen, onChoose }: Props) {
  const layout = useLayout(graph)
  const nodes = useMemo<Box[]>(
    () =>
      (layout?.places ?? []).flatMap(({ key, x, y }): Box[] => {
        const node = graph.nodes[key]
        if (!node) return []
        const data = { name: key, node, view: views?.[key] ?? null, isStart: key === graph.start, chosen: key === chosen }
        return [
          { id: key, type: 'box', position: { x, y }, width: nodeWidth, height: nodeHeight, data, ariaLabel: labelFor(data) },
        ]
      }),
    [layout, graph, views, chosen],
  )
  const edges = useMemo(
    () =>
      (layout?.ways ?? []).map(
        (way): Line => ({
          id: way.id,
          source: way.from,
          target: way.to,
          type: 'line',
          data: { way },
          focusable: false,
          markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
        }),
      ),
    [layout],
  )
  if (!layout) return <div className="h-full bg-sunken" />
  return (
    <ReactFlow
      key={layout.places.length}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      fitView
      fitViewOptions={{ minZoom: 0.55, maxZoom: 1, padding: 0.08 }}
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
  )
}

/** Laid out anew when the graph says something else; what is there stays until then. */
function useLayout(graph: Graph): Layout | null {
  const [layout, setLayout] = useState<Layout | null>(null)
  useEffect(() => {
    let stale = false
    layOut(graph).then(
      (next) => !stale && setLayout(next),
      () => {},
    )
    return () => {
      stale = true
    }
  }, [graph])
  return layout
}

const labelFor = ({ name, node, view }: Pick<Data, 'name' | 'node' | 'view'>): string =>
  `${name}, ${kindWord(node)}${view ? `, ${lookOf(view).word.toLowerCase()}` : ''}`

function BoxView({ data }: NodeProps<Box>) {
  const { name, node, view, isStart, chosen } = data
  const KindIcon = kindIcons[node.kind]
  const look = view && lookOf(view)
  return (
    <div
      title={view?.error ?? undefined}
      className={cx(
        'flex size-full flex-col justify-center gap-0.5 rounded-md border bg-surface px-2.5',
        look ? look.border : 'border-rule-2',
        chosen && 'outline-2 outline-accent',
      )}
    >
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <span className="flex min-w-0 items-center gap-1.5">
        <KindIcon aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1 truncate font-medium">{node.title ?? name}</span>
        {isStart && <span className="text-xs text-ink-3">start</span>}
        {view && view.visits > 1 && <span className="text-xs text-ink-3 tabular-nums">×{view.visits}</span>}
      </span>
      <span className="flex min-w-0 items-center gap-1.5 text-xs">
        {look && view ? (
          <>
            <look.icon
              aria-hidden="true"
              strokeWidth={2.5}
              className={cx('size-3 shrink-0', look.ink, view.status === 'running' && 'animate-spin [animation-duration:2s]')}
            />
            <span className={cx('shrink-0', look.ink)}>{look.word}</span>
            <span className="min-w-0 truncate text-ink-3 tabular-nums">{countText(view)}</span>
          </>
        ) : (
          <span className="min-w-0 truncate text-ink-3">{kindWord(node)}</span>
        )}
      </span>
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  )
}

function countText({ items, attempts, visits }: NodeView): string {
  if (items) return `${items.ok + items.failed} of ${items.count}${items.failed > 0 ? `, ${items.failed} failed` : ''}`
  return attempts > visits ? `${attempts} attempts` : ''
}

/** Along the points that the layout gave it. */
function LineView({ data, markerEnd }: EdgeProps<Line>) {
  if (!data) return null
  const { points, label, labelAt, isTrouble } = data.way
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join(' ')
  return (
    <>
      <path
        d={path}
        markerEnd={markerEnd}
        className={cx('fill-none stroke-rule-2 stroke-[1.5]', isTrouble && '[stroke-dasharray:4_3]')}
      />
      {labelAt && (
        <text x={labelAt.x} y={labelAt.y} textAnchor="middle" dominantBaseline="central" className="fill-ink-2 text-[11px]">
          {label}
        </text>
      )}
    </>
  )
}

const nodeTypes = { box: BoxView }
const edgeTypes = { line: LineView }
