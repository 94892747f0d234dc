import '@xyflow/react/dist/style.css'
import { type Edge, type Node, ReactFlow, ReactFlowProvider } from '@xyflow/react'
import { createRoot } from 'react-dom/client'

declare global {
  var boxes: { id: string; x: number; y: number; title: string }[]
  var wires: [from: string, to: string][]
}

/** The same boxes and wires, drawn by the library alone. */
const nodes: Node[] = globalThis.boxes.map(({ id, x, y, title }) => ({ id, position: { x, y }, data: { label: title } }))
const edges: Edge[] = globalThis.wires.map(([source, target]) => ({ id: `${source} ${target}`, source, target }))

const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <ReactFlowProvider>
      <ReactFlow defaultNodes={nodes} defaultEdges={edges} panOnScroll minZoom={0.1} onlyRenderVisibleElements />
    </ReactFlowProvider>,
  )
