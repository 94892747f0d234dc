import { dragType } from '../graph/canvas-props.ts'
import { useKeyMap } from '../ui/key-map.ts'
import { railKinds } from './kinds.ts'
import { words } from './words.ts'

/** The kinds of nodes, to be dragged onto the canvas or a wire; a click adds one after the selected node. */
export function Rail({ onAdd }: { onAdd(what: string): void }) {
  const keys = useKeyMap(({ keys }) => keys.nodeOfKind)
  return (
    <div
      role="toolbar"
      aria-label={words.rail}
      aria-orientation="vertical"
      className="flex w-10 shrink-0 flex-col items-center gap-1 overflow-y-auto border-r border-rule bg-surface py-2"
    >
      {railKinds.map(({ id, name, icon: Icon }, index) => {
        const label = words.addKind(name, keys[index])
        return (
          <button
            key={id}
            type="button"
            draggable
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
