import { Ellipsis } from 'lucide-react'
import { Button, IconButton } from '../button.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import { type Action, nameWith } from './action.ts'
import { words } from './words.ts'

/** So many are buttons; the others are in the menu. */
const mostButtons = 3

/** The actions of a row, in the panel that shows its details. */
export function ActionButtons({ name, actions }: { name: string; actions: readonly Action[] }) {
  if (actions.length === 0) return null
  const buttons = actions.filter(({ isDanger, isMain }) => isMain || !isDanger).slice(0, mostButtons)
  const others = actions.filter((action) => !buttons.includes(action))
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-rule px-4 py-2">
      {buttons.map((action) => (
        <Button
          key={action.name}
          small
          look={action.isDanger ? 'danger' : 'plain'}
          disabled={action.refusal !== undefined}
          title={action.refusal}
          aria-label={nameWith(action, name)}
          onClick={() => void action.act()}
        >
          <action.icon aria-hidden="true" className="size-3" />
          {action.name}
        </Button>
      ))}
      {others.length > 0 && (
        <Menu
          trigger={
            <IconButton label={words.moreFor(name)} className="size-6!">
              <Ellipsis aria-hidden="true" className="size-4" />
            </IconButton>
          }
        >
          {others.map((action) => (
            <MenuItem
              key={action.name}
              danger={action.isDanger === true}
              disabled={action.refusal !== undefined}
              title={action.refusal}
              onSelect={() => void action.act()}
            >
              <action.icon aria-hidden="true" className="size-3.5" />
              {action.name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </div>
  )
}
