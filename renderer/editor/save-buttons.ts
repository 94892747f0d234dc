import { Save, Undo2 } from 'lucide-react'
import type { HeaderButton } from '../ui/header-actions.tsx'
import type { Editor } from './use-editor.ts'
import { words } from './words.ts'

type Saved = Pick<Editor<unknown, object>, 'isChanged' | 'canSave' | 'discard'> & { save(): Promise<unknown> }

/** How every editor is saved: a way back, and the button. `name`: "Save", "Add schedule". */
export const saveButtons = (editor: Saved, name: string, look: 'primary' | 'plain' = 'primary'): HeaderButton[] => [
  { name: words.discard, icon: Undo2, isIcon: true, isHidden: !editor.isChanged, act: editor.discard },
  { name, icon: Save, look, isDisabled: !editor.canSave, act: () => void editor.save() },
]
