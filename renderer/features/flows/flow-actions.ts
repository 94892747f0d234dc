import { Play, Save, Trash2, Undo2, Upload } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { saveButtons } from '../../editor/save-buttons.ts'
import type { Editor } from '../../editor/use-editor.ts'
import { words as editorWords } from '../../editor/words.ts'
import type { Saving } from '../../flow-merge/use-autosave.ts'
import type { Source } from '../../source-editor/use-source-editor.ts'
import { templateAction } from '../../templates/ask.ts'
import type { HeaderButton } from '../../ui/header-actions.tsx'
import type { Action } from '../../ui/table/action.ts'
import { removeFlow } from './actions.ts'
import { words } from './words.ts'

type FlowEditor = Editor<FlowDetail, Source>
type Doing = { canPublish: boolean; isEditing: boolean; onPublish(): unknown; onRun(): void }

/** What can be done with a flow that is saved. */
export const flowButtons = (flow: FlowDetail, { canPublish, isEditing, onPublish, onRun }: Doing): HeaderButton[] => [
  ...(isEditing || flow.hasDraft ? [{ name: words.publish, icon: Upload, isDisabled: !canPublish, act: onPublish }] : []),
  { name: words.run, icon: Play, look: 'primary', isDisabled: flow.version === null, act: onRun },
]

export const flowMenu = (flow: FlowDetail, onDeleted: () => void): Action[] => [
  templateAction({ kind: 'flow', id: flow.id, name: flow.name }),
  {
    ...{ name: words.deleteFlow, icon: Trash2, isDanger: true },
    act: () => removeFlow(flow).then((removed) => removed && onDeleted()),
  },
]

/** A new flow is created by its button; of one that is saved as one types, the draft is kept. */
export const draftButtons = (editor: FlowEditor, saving: Saving, keep: () => Promise<void>): HeaderButton[] =>
  editor.isNew
    ? saveButtons(editor, words.saveDraft)
    : [
        { name: editorWords.discard, icon: Undo2, isIcon: true, isHidden: saving !== 'kept here', act: editor.discard },
        { name: words.keepDraft, icon: Save, act: () => void keep() },
      ]
