import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { api } from '../../api/client.ts'
import { NewerVersion } from '../../conflict/newer-version.tsx'
import { EditorWaiting } from '../../editor-waiting.tsx'
import { Button } from '../../ui/button.tsx'
import { Crumbs } from '../../ui/crumbs.tsx'
import { Field, Select, TextInput } from '../../ui/field.tsx'
import { useKeys } from '../../ui/keys.ts'
import { Page } from '../../ui/page.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useEdited } from '../../ui/use-edited.ts'
import { check, type Form, formOf, type Kind, kindWords, newForm } from './form.ts'
import { AfterFields, FileFields } from './trigger-fields.tsx'
import { Firings, Standing } from './trigger-standing.tsx'
import { useTriggerSaving } from './use-trigger-saving.ts'

export function NewTriggerPage({ jobId }: { jobId: string }) {
  const query = useQuery(api.jobs.get.queryOptions({ input: { ref: jobId } }))
  if (query.data) return <TriggerEditor trigger={null} saved={null} jobId={jobId} job={query.data.name} />
  return <EditorWaiting title="Trigger" error={query.error} what="This job" retry={() => void query.refetch()} />
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
  if (trigger && saved) return <TriggerEditor trigger={trigger} saved={saved} jobId={trigger.jobId} job={trigger.job} />
  return <EditorWaiting title="Trigger" error={query.error} what="This trigger" retry={() => void query.refetch()} />
}

/** Edits a trigger, or makes a new one. */
function TriggerEditor({
  trigger,
  saved,
  jobId,
  job,
}: {
  trigger: JobTrigger | null
  saved: Form | null
  jobId: string
  job: string
}) {
  const [, go] = useLocation()
  const [busy, setBusy] = useState(false)
  const edited = useEdited<Form>(saved, trigger?.updatedAt, busy, newForm)
  const { form, edit, isChanged, shown, root, rebase, discard, isOutdated } = edited
  const checked = useMemo(() => check(form), [form])

  const save = useTriggerSaving({ trigger, saved, jobId, edited, checked, setBusy })

  useKeys({ save: () => void save() })
  const part = { form, problems: shown, edit }

  return (
    <Page
      title={trigger === null ? 'New trigger' : 'Trigger'}
      heading={
        <Crumbs
          way={[
            ['Jobs', '/jobs'],
            [job, `/jobs/${jobId}`],
          ]}
        >
          {trigger === null ? 'New trigger' : trigger.name === '' ? 'Trigger' : trigger.name}
        </Crumbs>
      }
      actions={
        <>
          {isOutdated && <NewerVersion onCompare={() => void save(true)} />}
          {trigger !== null && isChanged && (
            <Button look="quiet" onClick={discard}>
              Discard changes
            </Button>
          )}
          <Button look="primary" disabled={busy || (trigger !== null && !isChanged)} onClick={() => void save()}>
            {trigger === null ? 'Add trigger' : 'Save'}
          </Button>
        </>
      }
    >
      <form
        ref={root}
        aria-label={trigger === null ? `New trigger of ${job}` : `Trigger of ${job}`}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="min-h-0 flex-1 overflow-auto p-4"
      >
        <div className="flex max-w-[640px] flex-col gap-4 pb-8">
          {trigger !== null && <Standing trigger={trigger} onChanged={rebase} onGone={() => go(`/jobs/${jobId}`)} />}
          <div className="flex items-center gap-2">
            <Switch checked={form.enabled} label="The trigger is on" onChange={(enabled) => edit({ enabled })} />
            <span className="text-sm text-ink-2">{form.enabled ? 'On' : 'Off: it is kept, and sets nothing off'}</span>
          </div>
          <Field label={`Run ${job} when`}>
            <Select<Kind> value={form.kind} options={kindWords} onChange={(kind) => edit({ kind })} className="max-w-72" />
          </Field>
          {form.kind === 'files' && <FileFields {...part} />}
          {form.kind === 'after' && <AfterFields {...part} />}
          {form.kind in kindNotes && <p className="text-sm text-ink-3">{kindNotes[form.kind as keyof typeof kindNotes]}</p>}
          <Field label="Name" hint="Tells it from other triggers of the job" error={shown['name']}>
            <TextInput value={form.name} onChange={(name) => edit({ name })} className="max-w-72" placeholder="optional" />
          </Field>
          {trigger !== null && <Firings id={trigger.id} />}
        </div>
      </form>
    </Page>
  )
}

const kindNotes = {
  webhook:
    'It gets an address that nobody can guess. A POST to it begins a run; what was sent is in LOCALFLOW_PARAM_BODY and LOCALFLOW_PARAM_QUERY.',
  'app-start': 'Each time the desktop app, or lf serve, starts.',
  login: 'The first time LocalFlow starts after you logged in, or after the computer was started.',
  wake: 'After sleep or hibernation.',
  unlock: 'In the desktop app: lf serve does not hear of it.',
}
