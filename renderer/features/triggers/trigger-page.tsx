import { useQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api, isMissing } from '../../api/client.ts'
import { definitionHref } from '../../definition/links.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { saveButtons } from '../../editor/save-buttons.ts'
import type { Started } from '../../started/started.ts'
import { Crumbs } from '../../ui/crumbs.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { pageWords } from '../../words.ts'
import type { Form } from './form.ts'
import { TriggerForm } from './trigger-form.tsx'
import { useSavedTrigger } from './use-saved-trigger.ts'
import { useTriggerEditor } from './use-trigger-editor.ts'
import { words } from './words.ts'

export function NewTriggerPage({ jobId }: { jobId: string }) {
  const query = useQuery(api.jobs.get.queryOptions({ input: { ref: jobId } }))
  if (query.data) return <TriggerEditor trigger={null} isDeleted={false} saved={null} jobId={jobId} job={query.data.name} />
  return <EditorWaiting title={words.trigger} error={query.error} kind="job" retry={() => void query.refetch()} />
}

export function TriggerPage({ id }: { id: string }) {
  const { query, trigger, saved } = useSavedTrigger(id)
  if (trigger && saved)
    return (
      <TriggerEditor trigger={trigger} isDeleted={isMissing(query.error)} saved={saved} jobId={trigger.jobId} job={trigger.job} />
    )
  return <EditorWaiting title={words.trigger} error={query.error} kind="trigger" retry={() => void query.refetch()} />
}

type EditorProps = { trigger: JobTrigger | null; isDeleted: boolean; saved: Form | null; jobId: string; job: string }

/** Edits a trigger, or makes a new one. */
function TriggerEditor({ trigger, isDeleted, saved, jobId, job }: EditorProps) {
  const [, go] = useLocation()
  const toJob = () => go(definitionHref('job', jobId, 'triggers'))
  const started: Started = { kind: 'job', id: jobId, name: job }
  const editor = useTriggerEditor({
    ...{ trigger, isDeleted, saved, started },
    // The URL of a webhook is needed next.
    onAdded: ({ id, on }) => (on.kind === 'webhook' ? go(`/triggers/${id}`) : toJob()),
  })
  const { root, save } = editor
  useKeys({ save: () => void save() })

  if (editor.isGone)
    return <EditorMissing title={words.trigger} kind="trigger" name={trigger?.name ?? ''} restore={editor.restore} />
  return (
    <Page
      title={trigger === null ? words.newTrigger : words.trigger}
      heading={
        <Crumbs
          way={[
            [pageWords.jobs, '/jobs'],
            [job, `/jobs/${jobId}`],
          ]}
        >
          {trigger === null ? words.newTrigger : trigger.name === '' ? words.trigger : trigger.name}
        </Crumbs>
      }
      actions={<HeaderActions buttons={saveButtons(editor, trigger === null ? words.addTrigger : words.save)} />}
      notice={<EditorNotice editor={editor} />}
    >
      <form
        ref={root}
        aria-label={trigger === null ? words.newOf(job) : words.triggerOf(job)}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="min-h-0 flex-1 overflow-auto p-4"
      >
        <div className="flex max-w-[640px] flex-col gap-4 pb-8">
          <TriggerForm editor={editor} trigger={trigger} started={started} onGone={toJob} />
        </div>
      </form>
    </Page>
  )
}
