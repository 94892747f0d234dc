import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect } from 'react'
import { shiftIntoView } from './shift-into-view.ts'

/** What was chosen must not lie outside the drawing, or under a panel or bar that opens beside it. */
export function useInView(chosen: string | null): void {
  const { getInternalNode, getViewport, setViewport } = useReactFlow()
  const width = useStore((drawing) => drawing.width)
  const height = useStore((drawing) => drawing.height)
  // A new node is laid out first.
  const isDrawn = useStore(({ nodeLookup }) => chosen !== null && nodeLookup.has(chosen))
  useEffect(() => {
    const node = chosen === null || !isDrawn ? undefined : getInternalNode(chosen)
    if (!node || width === 0) return
    const { x, y, zoom } = getViewport()
    const { positionAbsolute: at } = node.internals
    const size = { width: node.measured.width ?? node.width ?? 0, height: node.measured.height ?? node.height ?? 0 }
    const dx = shiftIntoView(x + at.x * zoom, size.width * zoom, width)
    const dy = shiftIntoView(y + at.y * zoom, size.height * zoom, height)
    if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom })
  }, [chosen, isDrawn, width, height, getInternalNode, getViewport, setViewport])
}
