import { type FinalConnectionState, type ReactFlowProps, useReactFlow } from '@xyflow/react'
import { type DragEvent, useMemo, useRef, useState } from 'react'
import { type CanvasEdits, dragType, type Line, type Spot, type Start } from './canvas-props.ts'
import type { Point } from './shape.ts'
import type { AnyNode } from './use-nodes.ts'
import { WireView } from './wire-view.tsx'

type FlowProps = Partial<ReactFlowProps<AnyNode, Line>>

/** What a drawing that can only be looked at does: a drag pans. */
const reading: FlowProps = { nodesDraggable: false }

/** The gestures of a drawing that can be edited. */
export function useEditing(edits: CanvasEdits | undefined): FlowProps {
  const { screenToFlowPosition, getNodes } = useReactFlow<AnyNode, Line>()
  const [isWiring, setWiring] = useState(false)
  const rewired = useRef(false)
  return useMemo(() => {
    if (!edits) return reading
    const spotOf = (event: { clientX: number; clientY: number }): Spot => {
      const window = { x: event.clientX, y: event.clientY }
      return { at: screenToFlowPosition(window), window }
    }
    return {
      ...pointer,
      nodesDraggable: edits.onMove !== undefined,
      nodesConnectable: true,
      connectOnClick: false,
      edgesReconnectable: true,
      className: isWiring ? 'is-wiring' : '',
      onConnectStart: () => setWiring(true),
      onConnectEnd: (event, state) => {
        setWiring(false)
        if (!rewired.current) endWire(edits, spotOf(pointOf(event)), state)
      },
      onReconnectStart: () => {
        rewired.current = true
        setWiring(true)
      },
      onReconnect: ({ id }, { source, sourceHandle, target }) =>
        edits.onRewire(id, { id: source, port: sourceHandle ?? '' }, target),
      onReconnectEnd: () => {
        rewired.current = false
        setWiring(false)
      },
      isValidConnection: ({ source, sourceHandle, target }) =>
        edits.whyNot({ id: source, port: sourceHandle ?? '' }, target) === null,
      connectionLineComponent: (line) => <WireView {...line} edits={edits} />,
      onNodeDragStop: (_, __, moved) => edits.onMove?.(placesOf(moved, getNodes())),
      onSelectionDragStop: (_, moved) => edits.onMove?.(placesOf(moved, getNodes())),
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(dragType)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      },
      onDrop: (event: DragEvent) => {
        const what = event.dataTransfer.getData(dragType)
        if (what === '') return
        event.preventDefault()
        edits.onDropNew?.(what, spotOf(event), wayUnder(event))
      },
    }
  }, [edits, isWiring, screenToFlowPosition, getNodes])
}

const pointer: FlowProps = {
  panOnDrag: [1, 2],
  selectionOnDrag: true,
  panOnScroll: true,
  snapToGrid: true,
  snapGrid: [8, 8],
  connectionRadius: 0,
  nodeDragThreshold: 3,
}

function endWire(edits: CanvasEdits, spot: Spot, { fromNode, fromHandle, toNode, isValid }: FinalConnectionState): void {
  if (!fromNode || fromHandle?.type !== 'source') return
  const from: Start = { id: fromNode.id, port: fromHandle.id ?? '' }
  if (toNode && isValid) edits.onConnect(from, toNode.id, spot)
  else if (!toNode) edits.onDropWire(from, spot)
}

const pointOf = (event: MouseEvent | TouchEvent): { clientX: number; clientY: number } =>
  'clientX' in event ? event : (event.changedTouches[0] ?? { clientX: 0, clientY: 0 })

/** The line that something was dropped on. */
function wayUnder({ clientX, clientY }: DragEvent): string | null {
  const lines = document.elementsFromPoint(clientX, clientY).map((element) => element.closest('.react-flow__edge'))
  return lines.find((line) => line !== null)?.getAttribute('data-id') ?? null
}

/** Boxes that nobody placed keep the place that they have now: moving one must not move the others. */
export function placesOf(moved: readonly AnyNode[], nodes: readonly AnyNode[]): Map<string, Point> {
  const places = new Map<string, Point>()
  const levels = new Set(moved.map(({ parentId }) => parentId))
  const now = new Map(moved.map((node) => [node.id, node]))
  for (const node of nodes)
    if (levels.has(node.parentId) && (now.has(node.id) || node.type === 'box')) {
      const { x, y } = (now.get(node.id) ?? node).position
      const inset = node.type === 'box' ? node.data.place.inset : { x: 0, y: 0 }
      places.set(node.id, { x: Math.round(x - inset.x), y: Math.round(y - inset.y) })
    }
  return places
}
