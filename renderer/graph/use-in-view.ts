import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect } from 'react'

/** A panel that opens beside the drawing must not hide what was chosen. */
export function useInView(chosen: string | null): void {
  const { getInternalNode, getViewport, setViewport } = useReactFlow()
  const width = useStore((drawing) => drawing.width)
  useEffect(() => {
    const node = chosen === null ? undefined : getInternalNode(chosen)
    if (!node || width === 0) return
    const { x, y, zoom } = getViewport()
    const hidden = x + (node.internals.positionAbsolute.x + (node.measured.width ?? node.width ?? 0)) * zoom + 16 - width
    if (hidden > 0) void setViewport({ x: x - hidden, y, zoom })
  }, [chosen, width, getInternalNode, getViewport, setViewport])
}
