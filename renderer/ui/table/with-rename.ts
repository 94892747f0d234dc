import { PencilLine } from 'lucide-react'
import type { Action } from './action.ts'
import { words } from './words.ts'

/** With the action that changes the name, before those that are dangerous. */
export function withRename(actions: Action[], rename: () => void): Action[] {
  const renaming: Action = { name: words.rename, icon: PencilLine, key: 'renameSelected', act: rename }
  const danger = actions.findIndex(({ isDanger }) => isDanger)
  return danger === -1 ? [...actions, renaming] : actions.toSpliced(danger, 0, renaming)
}
