import { Handle, type NodeProps, Position } from '@xyflow/react'
import { memo } from 'react'
import { cx } from '../ui/class-names.ts'
import type { Box, CanvasEdits } from './canvas-props.ts'
import { groupHeading, type Port } from './shape.ts'

/** A box with its ports. While a wire is drawn, all of the box takes its end. */
export const BoxView = memo(function BoxView({ id, data: { look, ports, isGroup, edits }, selected }: NodeProps<Box>) {
  const isEditable = edits !== undefined
  const { content, title, border, isCard = false, portNames = {} } = look
  return (
    <div
      title={title}
      className={cx(
        'flex size-full flex-col justify-center gap-0.5 border px-2.5',
        isCard ? 'rounded-full bg-bg text-ink-2' : 'rounded-md bg-surface',
        isGroup && 'bg-transparent',
        border,
        selected && 'outline-2 outline-accent',
      )}
    >
      <Handle type="target" id="in" position={Position.Top} isConnectable={isEditable && !isCard} isConnectableStart={false} />
      {isGroup ? (
        <div className="absolute inset-x-0 top-0 flex flex-col justify-center px-2.5" style={{ height: groupHeading }}>
          {content}
        </div>
      ) : (
        content
      )}
      {ports.map((port) => (
        <PortView key={port.id} node={id} port={port} name={portNames[port.id]} edits={isCard ? undefined : edits} />
      ))}
    </div>
  )
})

type PortProps = { node: string; port: Port; name: string | undefined; edits: CanvasEdits | undefined }

/** A wire is drawn from it; a click adds a node. */
function PortView({ node, port, name, edits }: PortProps) {
  const isBelow = port.side === 'bottom'
  return (
    <Handle
      type="source"
      id={port.id}
      position={isBelow ? Position.Bottom : Position.Right}
      isConnectable={edits !== undefined}
      isConnectableEnd={false}
      title={name}
      onClick={(event) => {
        event.stopPropagation()
        const window = { x: event.clientX, y: event.clientY }
        edits?.onAddAfter({ id: node, port: port.id }, { at: window, window })
      }}
      style={isBelow ? { left: port.at } : { top: port.at }}
    >
      {edits && name && <span className="port-name">{name}</span>}
    </Handle>
  )
}
