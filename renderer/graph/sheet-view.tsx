import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, useState } from 'react'
import type { SheetNode } from './canvas-props.ts'
import { words } from './words.ts'

/** A note on the drawing: a double click, or Enter, writes on it. */
export const SheetView = memo(function SheetView({ data: { sheet, edits }, selected }: NodeProps<SheetNode>) {
  const [written, write] = useState<string | null>(null)
  const end = (text: string | null) => {
    write(null)
    if (text !== null && text !== sheet.text) edits?.onSheet?.(sheet.id, { text })
  }
  return (
    <>
      {edits && (
        <NodeResizer
          isVisible={selected}
          minWidth={96}
          minHeight={48}
          onResizeEnd={(_, { x, y, width, height }) =>
            edits.onSheet?.(sheet.id, {
              at: { x: Math.round(x), y: Math.round(y) },
              size: { width: Math.round(width), height: Math.round(height) },
            })
          }
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the node around it takes the keys */}
      <div
        data-sheet
        onDoubleClick={() => edits && write(sheet.text)}
        className="size-full overflow-hidden rounded-sm border border-rule-2 bg-warn-bg p-2 text-sm whitespace-pre-wrap text-ink-2"
      >
        {written === null ? (
          sheet.text || (edits ? words.emptyNote : '')
        ) : (
          <textarea
            // biome-ignore lint/a11y/noAutofocus: a person asked to write here
            autoFocus
            aria-label={words.noteText}
            value={written}
            maxLength={10_000}
            onChange={(event) => write(event.target.value)}
            onBlur={() => end(written)}
            onKeyDown={(event) => {
              event.stopPropagation()
              if (event.key === 'Escape') end(null)
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) end(written)
            }}
            className="nodrag nowheel size-full resize-none bg-transparent outline-none"
          />
        )}
      </div>
    </>
  )
})
