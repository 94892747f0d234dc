import { Ellipsis } from 'lucide-react'
import { Button, IconButton } from '../button.tsx'
import { type Action, nameWith } from './action.ts'
import { words } from './words.ts'

/** The main action of a row as a button, and the button of its menu. Seen on hover, on focus and in the current row; they keep their place. */
export function RowActions({
  name,
  actions,
  isNarrow,
  isOpen,
  onMenu,
}: {
  name: string
  actions: Action[]
  isNarrow: boolean
  isOpen: boolean
  onMenu(button: Element): void
}) {
  if (actions.length === 0) return null
  const main = isNarrow ? undefined : actions.find(({ isMain }) => isMain)
  const Icon = main?.icon
  return (
    <span className="flex items-center justify-end gap-1 opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 group-aria-[current]:opacity-100 pointer-coarse:opacity-100">
      {main && Icon && (
        <Button
          small
          disabled={main.refusal !== undefined}
          title={main.refusal}
          aria-label={nameWith(main, name)}
          onClick={() => void main.act()}
        >
          <Icon aria-hidden="true" className="size-3" />
          {main.name}
        </Button>
      )}
      <IconButton
        label={words.moreFor(name)}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={(event) => onMenu(event.currentTarget)}
        className="size-6!"
      >
        <Ellipsis aria-hidden="true" className="size-4" />
      </IconButton>
    </span>
  )
}
