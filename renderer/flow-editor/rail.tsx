import { type KeyboardEvent, useState } from 'react'
import { dragType } from '../graph/canvas-props.ts'
import { useKeyMap } from '../ui/key-map.ts'
import { railKinds } from './kinds.ts'
import { words } from './words.ts'

/** The kinds of nodes, to be dragged onto the canvas or a wire; a click adds one after the selected node. */
export function Rail({ onAdd }: { onAdd(what: string): void }) {
  const [stop, setStop] = useState(0)
  const keys = useKeyMap(({ keys }) => keys.nodeOfKind)
  return (
    <div
      role="toolbar"
      aria-label={words.rail}
      aria-orientation="vertical"
      onKeyDown={(event) => stepIn(event, stop, setStop)}
      className="flex w-10 shrink-0 flex-col items-center gap-1 overflow-y-auto border-r border-rule bg-surface py-2"
    >
      {railKinds.map(({ id, name, icon: Icon }, index) => {
        const label = words.addKind(name, keys[index])
        return (
          <button
            key={id}
            type="button"
            draggable
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => setStop(index)}
            aria-label={label}
            title={label}
            onClick={() => onAdd(id)}
            onDragStart={(event) => {
              event.dataTransfer.setData(dragType, id)
              event.dataTransfer.effectAllowed = 'copy'
            }}
            className="grid size-7 shrink-0 cursor-grab place-items-center rounded-md text-ink-2 hover:bg-hover hover:text-ink"
          >
            <Icon aria-hidden="true" className="size-4" />
          </button>
        )
      })}
    </div>
  )
}

const steps: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => (at === last ? 0 : at + 1),
  ArrowUp: (at, last) => (at === 0 ? last : at - 1),
  Home: () => 0,
  End: (_, last) => last,
}

/** The kinds are one stop of Tab, within which the arrows move. */
function stepIn(event: KeyboardEvent<HTMLElement>, at: number, go: (index: number) => void): void {
  const next = steps[event.key]?.(at, railKinds.length - 1)
  if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  event.stopPropagation()
  go(next)
  event.currentTarget.querySelectorAll('button')[next]?.focus()
}
