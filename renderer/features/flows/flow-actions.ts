import { Play, Trash2, Upload } from 'lucide-react'
import type { FlowDetail } from '../../../shared/model/flow.ts'
import { templateAction } from '../../templates/ask.ts'
import type { HeaderButton } from '../../ui/header-actions.tsx'
import type { Action } from '../../ui/table/action.ts'
import { removeFlow } from './actions.ts'
import { words } from './words.ts'

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
