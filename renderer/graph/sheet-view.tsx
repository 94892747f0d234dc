import { type NodeProps, NodeResizer } from '@xyflow/react'
import { memo, type SyntheticEvent, useState } from 'react'
import { loadLater, WhileLoading } from '../load-later.tsx'
import type { SheetNode } from './canvas-props.ts'
import { words } from './words.ts'

const NoteText = loadLater(() => import('../notes/note-text.tsx').then((module) => module.default))

/** As Markdown, of which line breaks stay. */
const Written = memo(function Written({ text, hint }: { text: string; hint: string }) {
  if (text === '') return hint
  return (
    <WhileLoading show={<span className="whitespace-pre-wrap">{text}</span>}>
      <div className="[&_p]:whitespace-pre-line">
        <NoteText text={text} />
      </div>
    </WhileLoading>
  )
})

/** A note on the drawing. A new one is written on at once, others after a double click or Enter; each key is a change. */
export const SheetView = memo(function SheetView({ data: { sheet, edits }, selected }: NodeProps<SheetNode>) {
  const [written, setWritten] = useState<string | null>(edits && selected && sheet.text === '' ? '' : null)
  const write = (text: string) => {
    setWritten(text)
    edits?.onSheet?.(sheet.id, { text })
  }
  const end = (event: SyntheticEvent<HTMLElement>) => {
    setWritten(null)
    event.currentTarget.closest<HTMLElement>('.react-flow__node')?.focus({ preventScroll: true })
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
        onDoubleClick={() => edits && setWritten(sheet.text)}
        className="size-full overflow-hidden rounded-sm border border-rule-2 bg-warn-bg p-2 text-sm text-ink-2"
      >
        {written === null ? (
          <Written text={sheet.text} hint={edits ? words.emptyNote : ''} />
        ) : (
          <textarea
            // biome-ignore lint/a11y/noAutofocus: a person asked to write here
            autoFocus
            aria-label={words.noteText}
            value={written}
            maxLength={10_000}
            onChange={(event) => write(event.target.value)}
            onBlur={() => setWritten(null)}
            onKeyDown={(event) => {
              event.stopPropagation()
              if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) end(event)
            }}
            className="nodrag nowheel size-full resize-none bg-transparent outline-none"
          />
        )}
      </div>
    </>
  )
})
