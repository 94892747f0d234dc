import { PanelRight, PencilLine } from 'lucide-react'
import type { Action } from './action.ts'
import { words } from './words.ts'

/** With an action that rows of several lists have, before those that are dangerous. */
function withUsual(actions: Action[], usual: Action): Action[] {
  const danger = actions.findIndex(({ isDanger }) => isDanger)
  return danger === -1 ? [...actions, usual] : actions.toSpliced(danger, 0, usual)
}

export const withRename = (actions: Action[], rename: () => void): Action[] =>
  withUsual(actions, { name: words.rename, icon: PencilLine, key: 'renameSelected', act: rename })

export const withPeek = (actions: Action[], name: string, isOpen: boolean, toggle: () => void): Action[] =>
  withUsual(actions, {
    name: isOpen ? words.hideDetails : words.showDetails,
    fullName: isOpen ? words.hideDetailsOf(name) : words.showDetailsOf(name),
    ...{ icon: PanelRight, key: 'peek', act: toggle },
  })
