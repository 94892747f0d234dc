import '@xyflow/react/dist/base.css'
import { Controls, MiniMap, ReactFlow, ReactFlowProvider, SelectionMode } from '@xyflow/react'
import { type ReactNode, useRef, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import { BoxView } from './box-view.tsx'
import type { CanvasProps } from './canvas-props.ts'
import { elk } from './elk.ts'
import { LineView } from './line-view.tsx'
import { openingViewport } from './opening.ts'
import { SheetView } from './sheet-view.tsx'
import { useEditing } from './use-editing.tsx'
import { useInView } from './use-in-view.ts'
import { useLayout } from './use-layout.ts'
import { useLines } from './use-lines.ts'
import { useNodes } from './use-nodes.ts'
import { words } from './words.ts'

/** Of a larger drawing, only what is in view is drawn. */
const mostDrawn = 100
/** A click with one of these adds to what is chosen, or takes away from it. */
const addsToSelection = ['Shift', 'Control', 'Meta']
const addsTo = (event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): boolean =>
  event.shiftKey || event.ctrlKey || event.metaKey

/** Boxes and the ways between them. What a person may do with them, besides choosing, is a property. */
export function Canvas(props: CanvasProps) {
  return (
    <CanvasRoom>
      <Drawing {...props} />
    </CanvasRoom>
  )
}

/** Where toolbars and keys around a `Drawing` reach it with `useReactFlow`. */
export const CanvasRoom = ({ children }: { children: ReactNode }) => <ReactFlowProvider>{children}</ReactFlowProvider>

export function Drawing(props: CanvasProps) {
  const { shape, boxOf, focus, chosen, onChoose, onChooseWay, onOpen, edits, hasMap, children } = props
  const layout = useLayout(elk, shape)
  const frame = useRef<HTMLDivElement>(null)
  useInView(chosen.length === 1 ? (chosen[0] ?? null) : null)
  const { nodes, onNodesChange } = useNodes(layout, props)
  const edges = useLines(layout, props)
  const editing = useEditing(edits)
  const [opening, setOpening] = useState<ReturnType<typeof openingViewport> | null>(null)
  if (layout && frame.current && !opening) setOpening(openingViewport(layout, sizeOf(frame.current), chosen[0] ?? focus))
  const isLarge = (layout?.places.length ?? 0) > mostDrawn
  return (
    <div ref={frame} aria-busy={layout === null} className="relative h-full min-h-0 bg-sunken">
      {layout && opening && (
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          defaultViewport={opening}
          onlyRenderVisibleElements={isLarge}
          minZoom={0.1}
          maxZoom={1.5}
          nodesConnectable={false}
          edgesFocusable={false}
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={edits ? addsToSelection : null}
          selectionMode={SelectionMode.Partial}
          zoomOnDoubleClick={edits === undefined}
          disableKeyboardA11y={edits !== undefined}
          proOptions={{ hideAttribution: true }}
          onNodesChange={onNodesChange}
          onNodeClick={(event, { id, type }) => {
            if (edits && type === 'box' && boxOf(id)?.isCard) onChoose([])
            else if (edits && chosen.length > 1 && !addsTo(event)) onChoose([id])
          }}
          onNodeDoubleClick={(_, { id, type }) => type === 'box' && onOpen?.(id)}
          onEdgeClick={(_, { id }) => onChooseWay?.(id)}
          onPaneClick={() => {
            onChooseWay?.(null)
            if (chosen.length > 0) onChoose([])
          }}
          {...editing}
          className={cx('flow-graph bg-sunken', editing.className)}
        >
          <Controls showInteractive={false} position="bottom-left" />
          {hasMap && (
            <MiniMap
              ariaLabel={words.map}
              pannable
              zoomable
              position="bottom-right"
              style={{ width: 152, height: 104 }}
              className="rounded-md border border-rule max-[960px]:hidden"
              nodeColor="var(--mark)"
              bgColor="var(--surface)"
              maskColor="color-mix(in srgb, var(--sunken) 70%, transparent)"
            />
          )}
          {children}
        </ReactFlow>
      )}
    </div>
  )
}

const sizeOf = ({ clientWidth, clientHeight }: HTMLElement) => ({ width: clientWidth, height: clientHeight })

const nodeTypes = { box: BoxView, sheet: SheetView }
const edgeTypes = { line: LineView }
