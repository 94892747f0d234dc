import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, IconButton } from '../button.tsx'
import { Menu, MenuItem } from '../menu.tsx'
import type { Action } from './action.ts'
import { words } from './words.ts'

const bar = 'flex h-9 shrink-0 items-center gap-2 overflow-hidden border-t border-rule px-4 text-sm whitespace-nowrap'

/** Below a table: how many rows there are. */
export const Footer = ({ children }: { children: ReactNode }) => (
  <div className={`${bar} text-ink-2 tabular-nums`}>{children}</div>
)

type Props = {
  /** "2 selected" */
  text: string
  actions: Action[]
  /** Selects all that match; missing: they are selected, or the selection has no all. */
  selectAll?: { name: string; act(): void } | undefined
  clear(): void
}

/** In place of the footer: what can be done with the selected rows. */
export function BulkBar({ text, actions, selectAll, clear }: Props) {
  const others = actions.filter(({ isMain }) => !isMain)
  return (
    <section aria-label={words.selection} className={`${bar} bg-selected`}>
      <span role="status" className="font-medium tabular-nums">
        {text}
      </span>
      {actions
        .filter(({ isMain }) => isMain)
        .map(({ name, icon: Icon, refusal, isDanger, act }, index) => (
          <Button
            // The button keeps the focus while another action, such as Unpin, takes the place of its own.
            key={index}
            small
            look={isDanger ? 'danger' : 'plain'}
            disabled={refusal !== undefined}
            title={refusal}
            onClick={() => void act()}
          >
            <Icon aria-hidden="true" className="size-3" />
            {name}
          </Button>
        ))}
      {others.length > 0 && (
        <Menu
          side="top"
          trigger={
            <IconButton label={words.moreActions} className="size-6!">
              <Ellipsis aria-hidden="true" className="size-4" />
            </IconButton>
          }
        >
          {others.map(({ name, icon: Icon, isDanger = false, refusal, act }) => (
            <MenuItem key={name} danger={isDanger} disabled={refusal !== undefined} title={refusal} onSelect={() => void act()}>
              <Icon aria-hidden="true" className="size-3.5" />
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
      <span className="flex-1" />
      {selectAll && (
        <Button small look="quiet" onClick={selectAll.act}>
          {selectAll.name}
        </Button>
      )}
      <Button small look="quiet" onClick={clear}>
        {words.clear}
      </Button>
    </section>
  )
}
