import { KeyHint } from './key-hint.tsx'
import { MenuItem } from './menu.tsx'
import type { Action } from './table/action.ts'

/** Actions as the items of a menu, each with its key. */
export const ActionItems = ({ actions }: { actions: Action[] }) =>
  actions.map(({ name, icon: Icon, key, isDanger = false, refusal, act }) => (
    <MenuItem key={name} danger={isDanger} disabled={refusal !== undefined} title={refusal} onSelect={() => void act()}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="pr-6">{name}</span>
      {key && (
        <span className="ml-auto">
          <KeyHint of={key} />
        </span>
      )}
    </MenuItem>
  ))
