import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useLocation } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api, isMissing } from '../../api/client.ts'
import { EditorNotice } from '../../editor/editor-notice.tsx'
import { EditorMissing, EditorWaiting } from '../../editor/editor-waiting.tsx'
import { saveButtons } from '../../editor/save-buttons.ts'
import { factsOf } from '../../fixed-values/facts.ts'
import { FixedValues } from '../../fixed-values/fixed-values.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { HeaderActions } from '../../ui/header-actions.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { Switch } from '../../ui/switch.tsx'
import { pageWords } from '../../words.ts'
import { type Form, formOf, type Kind } from './form.ts'
import { AfterFields, FileFields } from './trigger-fields.tsx'
import { Firings, Standing } from './trigger-standing.tsx'
import { useTriggerEditor } from './use-trigger-editor.ts'
import { words } from './words.ts'

export function NewTriggerPage({ jobId }: { jobId: string }) {
  const query = useQuery(api.jobs.get.queryOptions({ input: { ref: jobId } }))
  if (query.data) return <TriggerEditor trigger={null} isDeleted={false} saved={null} jobId={jobId} job={query.data.name} />
  return <EditorWaiting title={words.trigger} error={query.error} kind="job" retry={() => void query.refetch()} />
}

export function TriggerPage({ id }: { id: string }) {
  const query = useQuery(api.triggers.get.queryOptions({ input: { id } }))
  const trigger = query.data
  const followed = trigger?.on.kind === 'after' ? trigger.on.job : null
  // The name of the one before is better than no page while that of another is read.
  const job = useQuery({
    ...api.jobs.get.queryOptions({ input: { ref: followed ?? '' }, placeholderData: keepPreviousData }),
    enabled: followed !== null,
  })
  const isComplete = trigger !== undefined && (followed === null || !job.isPending)
  const found = useMemo(
    () => (trigger && isComplete ? formOf(trigger, job.data?.name ?? '') : null),
    [trigger, isComplete, job.data?.name],
  )
  // Once it is there the editor stays: it holds what was typed.
  const last = useRef(found)
  if (found !== null) last.current = found
  const saved = last.current
  if (trigger && saved)
    return (
      <TriggerEditor trigger={trigger} isDeleted={isMissing(query.error)} saved={saved} jobId={trigger.jobId} job={trigger.job} />
    )
  return <EditorWaiting title={words.trigger} error={query.error} kind="trigger" retry={() => void query.refetch()} />
}

/** Edits a trigger, or makes a new one. */
function TriggerEditor({
  trigger,
  isDeleted,
  saved,
  jobId,
  job,
}: {
  trigger: JobTrigger | null
  isDeleted: boolean
  saved: Form | null
  jobId: string
  job: string
}) {
  const [, go] = useLocation()
  const editor = useTriggerEditor(trigger, isDeleted, saved, jobId)
  const { form, edit, shown, root, rebase, save } = editor

  useKeys({ save: () => void save() })
  const part = { form, problems: shown, edit }

  if (editor.isGone) return <EditorMissing title={words.trigger} kind="trigger" />
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
          {trigger !== null && <Standing trigger={trigger} onChanged={rebase} onGone={() => go(`/jobs/${jobId}?tab=triggers`)} />}
          <div className="flex items-center gap-2">
            <Switch checked={form.enabled} label={words.enabledLabel} onChange={(enabled) => edit({ enabled })} />
            <span className="text-sm text-ink-2">{form.enabled ? words.enabled : words.disabled}</span>
          </div>
          <Field label={words.runWhen(job)}>
            <Select<Kind> value={form.kind} options={words.kinds} onChange={(kind) => edit({ kind })} className="max-w-72" />
          </Field>
          {form.kind === 'files' && <FileFields {...part} />}
          {form.kind === 'after' && <AfterFields {...part} />}
          {words.kindNotes[form.kind] && <p className="text-sm text-ink-3">{words.kindNotes[form.kind]}</p>}
          <FixedValues
            {...{ jobId, facts: factsOf(form.kind, form.runs), isSaved: trigger !== null, checked: shown }}
            values={form.params}
            problem={shown['params']}
            onChange={(params) => edit({ params })}
          />
          <Field label={words.name} hint={words.nameHint} error={shown['name']}>
            <TextInput value={form.name} onChange={(name) => edit({ name })} className="max-w-72" placeholder={words.optional} />
          </Field>
          {trigger !== null && <Firings id={trigger.id} />}
        </div>
      </form>
    </Page>
  )
}
