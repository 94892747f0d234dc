import { type InternalNode, useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import type { Point, Size } from '../graph/shape.ts'
import type { AnyNode } from '../graph/use-nodes.ts'
import { isModal } from '../ui/keys.ts'

const margin = 24

/** Where boxes lie in the whole drawing, and what moves the view over them. */
export function useView() {
  const flow = useReactFlow<AnyNode>()
  return useMemo(() => {
    const boxOf = (id: string): (Point & Size) | null => {
      const node = flow.getInternalNode(id)
      return node ? { ...node.internals.positionAbsolute, ...sizeOf(node) } : null
    }
    const isInView = ({ x, y, width, height }: Point & Size): boolean => {
      const pane = document.querySelector('.flow-graph')?.getBoundingClientRect()
      if (!pane) return true
      const [from, to] = [flow.flowToScreenPosition({ x, y }), flow.flowToScreenPosition({ x: x + width, y: y + height })]
      return from.x >= pane.left && from.y >= pane.top && to.x <= pane.right && to.y <= pane.bottom
    }
    const show = (id: string): void => {
      const box = boxOf(id)
      if (box && !isInView(box))
        void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom: Math.max(flow.getZoom(), 0.7) })
    }
    /** The upper left of what is in view. */
    const corner = (): Point | undefined => {
      const pane = document.querySelector('.flow-graph')?.getBoundingClientRect()
      return pane && flow.screenToFlowPosition({ x: pane.left + margin, y: pane.top + margin })
    }
    let wanted: string | null = null
    const seek = (id: string, tries: number): void => {
      show(id)
      requestAnimationFrame(() => {
        const element = document.querySelector<HTMLElement>(`.flow-graph [data-id="${CSS.escape(id)}"].react-flow__node`)
        // A list or a dialog was opened in the meantime: it keeps the focus.
        if (wanted !== id || isModal()) return
        if (element) {
          show(id)
          // A new note is written on at once.
          const field = element.querySelector<HTMLElement>('textarea')
          ;(field ?? element).focus({ preventScroll: true })
        } else if (tries > 0) seek(id, tries - 1)
      })
    }
    /** A node that was just added, or is out of view, is drawn once it is laid out: of a large flow, in seconds. */
    const focus = (id: string): void => {
      wanted = id
      seek(id, 600)
    }
    return {
      flow,
      boxOf,
      show,
      corner,
      focus,
      fit: (ids?: readonly string[]) =>
        void flow.fitView({ padding: 0.08, maxZoom: 1, ...(ids && { nodes: ids.map((id) => ({ id })) }) }),
    }
  }, [flow])
}

const sizeOf = ({ measured, width, height }: InternalNode<AnyNode>): Size => ({
  width: measured.width ?? width ?? 0,
  height: measured.height ?? height ?? 0,
})

export type View = ReturnType<typeof useView>
