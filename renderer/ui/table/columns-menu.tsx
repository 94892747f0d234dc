import { Popover } from '@base-ui/react/popover'
import { ChevronLeft, ChevronRight, Columns3 } from 'lucide-react'
import { Button, IconButton } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { type Column, inOrder, isChosen, isMovable, type Layout, withMoved, withShown } from './columns.ts'
import { words } from './words.ts'

type Props<T> = {
  columns: readonly Column<T>[]
  layout: Layout
  items: readonly T[]
  /** The items can be shown in folders. */
  hasFolders: boolean
  onChange(next: (layout: Layout) => Layout): void
}

/** At the right end of the header: which columns there are, in which order. */
export function ColumnsMenu<T>({ columns, layout, items, hasFolders, onChange }: Props<T>) {
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton label={words.chooseColumns} className="-my-0.5 size-6!" />}>
        <Columns3 aria-hidden="true" className="size-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="bottom" align="end" sideOffset={4} className="z-40">
          <Popover.Popup
            data-modal
            aria-label={words.columns}
            className="w-60 rounded-lg border border-rule bg-surface p-1 shadow-float outline-none"
          >
            {hasFolders && (
              <div className="mb-1 flex h-8 items-center gap-2 border-b border-rule pl-3">
                <Checkbox
                  checked={layout.isFlat !== true}
                  label={words.groupByFolder}
                  onChange={(checked) => onChange((newest) => ({ ...newest, isFlat: !checked }))}
                />
                <span aria-hidden="true">{words.groupByFolder}</span>
              </div>
            )}
            <Choices columns={columns} layout={layout} items={items} onChange={onChange} />
            <div className="mt-1 border-t border-rule p-1 pt-2">
              <Button small look="quiet" onClick={() => onChange(() => ({}))}>
                {words.resetColumns}
              </Button>
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Choices<T>({ columns, layout, items, onChange }: Omit<Props<T>, 'hasFolders'>) {
  const ordered = inOrder(columns, layout).filter(isMovable)
  const move = (id: string, by: -1 | 1) => onChange((newest) => withMoved(columns, newest, id, by))
  return ordered.map((column, index) => {
    const { id, name, isMain } = column
    const isShown = isChosen(column, layout, items)
    return (
      <div key={id} className="flex h-7 items-center gap-2 rounded-md pr-1 pl-3 hover:bg-hover">
        {isMain ? (
          <span className="size-3" />
        ) : (
          <Checkbox
            checked={isShown}
            label={words.show(name)}
            onChange={(checked) => onChange((newest) => withShown(newest, column, checked))}
          />
        )}
        <span aria-hidden={!isMain} className="min-w-0 flex-1 truncate">
          {name}
        </span>
        <IconButton
          label={words.moveLeft(name)}
          disabled={index === 0}
          onClick={() => move(id, -1)}
          className="size-6! disabled:opacity-40"
        >
          <ChevronLeft aria-hidden="true" className="size-3.5" />
        </IconButton>
        <IconButton
          label={words.moveRight(name)}
          disabled={index === ordered.length - 1}
          onClick={() => move(id, 1)}
          className="size-6! disabled:opacity-40"
        >
          <ChevronRight aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
    )
  })
}
