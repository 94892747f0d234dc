import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { isMissing, messageOf } from '../../api/client.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { PanelForm } from '../../editor/panel-form.tsx'
import { SaveBar } from '../../editor/save-bar.tsx'
import type { Started } from '../../started/started.ts'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import type { Form } from './form.ts'
import { TriggerForm } from './trigger-form.tsx'
import { useSavedTrigger } from './use-saved-trigger.ts'
import { useTriggerEditor } from './use-trigger-editor.ts'
import { words } from './words.ts'

type Props = {
  started: Started
  onClose(): void
  /** It was added; the URL of a webhook is needed next. */
  onAdded(trigger: JobTrigger): void
}

/** A trigger in the panel beside the list that it belongs to. */
export function TriggerPanel({ id, ...rest }: Props & { id: string }) {
  const { query, trigger, saved } = useSavedTrigger(id)
  if (trigger && saved) return <TriggerPanelForm trigger={trigger} saved={saved} isDeleted={isMissing(query.error)} {...rest} />
  return (
    <PanelContent title={words.trigger}>
      {query.isError ? (
        <Problem message={messageOf(query.error)} retry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={4} />
      )}
    </PanelContent>
  )
}

export const NewTriggerPanel = (props: Props) => <TriggerPanelForm trigger={null} saved={null} isDeleted={false} {...props} />

type FormProps = Props & { trigger: JobTrigger | null; saved: Form | null; isDeleted: boolean }

function TriggerPanelForm({ trigger, saved, isDeleted, started, onClose, onAdded }: FormProps) {
  const editor = useTriggerEditor({ trigger, isDeleted, saved, started, onAdded })
  const title = trigger === null ? words.newTrigger : trigger.name === '' ? words.trigger : trigger.name
  if (editor.isGone) return <PanelContent title={title}>{words.deletedElsewhere}</PanelContent>
  return (
    <PanelContent
      title={title}
      actions={
        <>
          <SaveBar editor={editor} name={trigger === null ? words.addTrigger : words.save} />
          <EditorNotice editor={editor} />
        </>
      }
    >
      <PanelForm
        root={editor.root}
        isNew={trigger === null}
        label={trigger === null ? words.newOf(started.name) : words.triggerOf(started.name)}
        save={editor.save}
      >
        <TriggerForm editor={editor} trigger={trigger} started={started} onGone={onClose} />
      </PanelForm>
    </PanelContent>
  )
}
