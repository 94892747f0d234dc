import { Eraser, Pencil, Play, Save, SlidersHorizontal, Trash2, Upload } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { downloadAction } from '../../definition/download.ts'
import { saveButtons } from '../../editor/save-buttons.ts'
import type { Editor } from '../../editor/use-editor.ts'
import { words as editorWords } from '../../editor/words.ts'
import type { Saving } from '../../flow-merge/use-autosave.ts'
import { testButton } from '../../flow-tests/test-button.ts'
import type { FlowTest } from '../../flow-tests/use-flow-test.ts'
import type { Source } from '../../source-editor/use-source-editor.ts'
import { templateAction } from '../../templates/ask.ts'
import type { HeaderButton } from '../../ui/header-actions.tsx'
import type { Action } from '../../ui/table/action.ts'
import { definitionWords } from '../../words.ts'
import { removeFlow, runFlowWith } from './actions.ts'
import { words } from './words.ts'

type Doing = {
  editor: Editor<FlowDetail, Source>
  saving: Saving
  test: FlowTest
  isEditing: boolean
  canPublish: boolean
  onEdit(): void
  onPublish(): unknown
  onRun(): void
  keep(): Promise<void>
  onDeleted(): void
}

/** At most two buttons: in the editor to test, elsewhere to edit; and to publish the draft or, where nothing is left to publish, to run. */
export function flowHeader(flow: FlowDetail | null, doing: Doing): { buttons: HeaderButton[]; menu: Action[] } {
  const { editor, isEditing, test } = doing
  if (flow === null) return { buttons: saveButtons(editor, words.saveDraft), menu: [] }
  const publish: HeaderButton = {
    // Run takes its place once it is published, and keeps the keyboard.
    ...{ name: words.publish, longestName: words.publish, icon: Upload, look: 'primary' },
    isDisabled: !doing.canPublish,
    act: doing.onPublish,
  }
  const run: HeaderButton = {
    ...{ name: words.run, longestName: words.publish, icon: Play, look: 'primary' },
    isDisabled: flow.version === null,
    act: doing.onRun,
  }
  const edit: HeaderButton = { name: definitionWords.edit, icon: Pencil, act: doing.onEdit }
  const publishes = flow.hasDraft || (isEditing && doing.saving !== 'saved')
  return {
    buttons: [isEditing ? testButton(test) : edit, publishes ? publish : run],
    menu: [
      ...(publishes ? [runAction(flow, doing)] : []),
      runWithAction(flow),
      ...(isEditing ? draftActions(doing) : []),
      templateAction({ kind: 'flow', id: flow.id, name: flow.name }),
      downloadAction('flow', flow),
      {
        ...{ name: words.deleteFlow, icon: Trash2, isDanger: true },
        act: () => removeFlow(flow).then((removed) => removed && doing.onDeleted()),
      },
    ],
  }
}

const runAction = ({ name, version }: FlowDetail, { onRun }: Doing): Action => ({
  ...{ name: words.run, icon: Play, key: 'runJob' },
  refusal: version === null ? words.isNotPublished(name) : undefined,
  act: onRun,
})

export const runWithAction = ({ id, name, version }: Pick<FlowDetail, 'id' | 'name' | 'version'>): Action => ({
  ...{ name: words.runWith, fullName: words.runWithOf(name), icon: SlidersHorizontal },
  refusal: version === null ? words.isNotPublished(name) : undefined,
  act: () => runFlowWith({ id, name }),
})

/** The draft is saved as one types; a state of it can be kept. */
const draftActions = ({ editor, saving, keep }: Doing): Action[] => [
  { name: words.keepDraft, icon: Save, key: 'save', act: () => keep() },
  ...(saving === 'kept here' ? [{ name: editorWords.discard, icon: Eraser, act: editor.discard }] : []),
]
