import { type DragEvent, type KeyboardEvent, useId, useState } from 'react'
import { useFormPlace } from './form/form-place.tsx'
import { fieldDragType, insertInto } from './form/insertion.ts'
import { previewWords as words } from './form/words/panel.ts'

const mostShown = 100

/** The fields of the data of the last run: dragged into a field of the form, or put into the one that was used last. */
export function DataFields({ paths }: { paths: readonly string[] }) {
  const id = useId()
  const { set } = useFormPlace()
  const [stop, setStop] = useState(0)
  const shown = paths.slice(0, mostShown)
  if (shown.length === 0) return null
  const insert = (path: string) => insertInto(path) || set(['prep', 'input_key'], path)
  return (
    <details>
      <summary id={id} className="cursor-pointer text-sm font-medium text-ink-2">
        {words.fields}
      </summary>
      <p className="my-1 text-sm text-ink-3">{words.fieldsHint}</p>
      <div
        role="toolbar"
        aria-labelledby={id}
        aria-orientation="vertical"
        onKeyDown={(event) => stepIn(event, Math.min(stop, shown.length - 1), shown.length - 1, setStop)}
        className="flex max-h-40 flex-col overflow-y-auto rounded-md border border-rule"
      >
        {shown.map((path, index) => (
          <button
            key={path}
            type="button"
            draggable
            tabIndex={index === Math.min(stop, shown.length - 1) ? 0 : -1}
            title={path}
            onFocus={() => setStop(index)}
            onClick={() => insert(path)}
            onDragStart={(event) => carry(event, path)}
            className="h-6 shrink-0 cursor-grab truncate px-2 text-left font-mono text-sm outline-offset-[-2px] hover:bg-hover"
          >
            {path}
          </button>
        ))}
      </div>
      {paths.length > shown.length && <p className="text-sm text-ink-3">{words.moreFields(paths.length - shown.length)}</p>}
    </details>
  )
}

/** Fields of forms take it in their own way, other programs as text. */
function carry({ dataTransfer }: DragEvent, path: string): void {
  dataTransfer.setData(fieldDragType, path)
  dataTransfer.setData('text/plain', path)
  dataTransfer.effectAllowed = 'copy'
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The fields are one stop of Tab, within which the arrows move. */
function stepIn(event: KeyboardEvent<HTMLElement>, at: number, last: number, go: (index: number) => void): void {
  const next = steps[event.key]?.(at, last)
  if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  go(next)
  event.currentTarget.querySelectorAll('button')[next]?.focus()
}
