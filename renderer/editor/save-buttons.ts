import { Eraser, Save } from 'lucide-react'
import type { HeaderButton } from '../ui/header-actions.tsx'
import type { Action } from '../ui/table/action.ts'
import type { Editor } from './use-editor.ts'
import { words } from './words.ts'

type Saved = Pick<Editor<unknown, object>, 'isChanged' | 'canSave' | 'discard'> & { save(): Promise<unknown> }

/** How every editor is saved: a way back, and the button. `name`: "Save", "Add schedule". */
export const saveButtons = (editor: Saved, name: string, look: 'primary' | 'plain' = 'primary'): HeaderButton[] => [
  { name: words.discard, icon: Eraser, isIcon: true, isHidden: !editor.isChanged, act: editor.discard },
  saveButton(editor, name, look),
]

export const saveButton = (editor: Saved, name: string, look: 'primary' | 'plain' = 'primary'): HeaderButton => ({
  ...{ name, icon: Save, look, isDisabled: !editor.canSave },
  act: () => void editor.save(),
})

/** For the menu of a page that has other buttons beside the one that saves. */
export const discardActions = (editor: Saved): Action[] =>
  editor.isChanged ? [{ name: words.discard, icon: Eraser, act: editor.discard }] : []
