import { FlaskConical, Play } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Job } from '../../../shared/model/job.ts'
import { client, codeOf, issuesOf, queryClient } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd, mod } from '../../ui/kbd.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { useWindowState } from '../../window-state.ts'
import { runJob, saveJob } from './actions.ts'
import { BodyFields } from './body-fields.tsx'
import { check, inputOf } from './draft.ts'
import { emptyForm, type Form, formOf } from './form.ts'
import { HeatMap } from './heat-map.tsx'
import { RecentRuns } from './recent-runs.tsx'
import { SettingFields } from './setting-fields.tsx'

/** Edits a job, or makes a new one. What is not saved yet outlives a reload. */
export function JobEditor({ job, beside }: { job: Job | null; beside: ReactNode }) {
  const key = job?.id ?? 'new'
  const [, go] = useLocation()
  const { drafts, keepDraft } = useWindowState()
  const kept = drafts[key]
  const saved = useMemo(() => (job === null ? emptyForm : formOf(job)), [job])
  const [form, setForm] = useState<Form>(() => (kept ? formOf(kept.draft) : saved))
  const [base, setBase] = useState(kept?.base ?? job?.updatedAt ?? null)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [busy, setBusy] = useState(false)
  const root = useRef<HTMLFormElement>(null)
  const isChanged = JSON.stringify(inputOf(form)) !== JSON.stringify(inputOf(saved))

  useEffect(() => {
    keepDraft(key, isChanged ? { draft: inputOf(form), base } : null)
  }, [key, form, base, isChanged, keepDraft])

  // Somebody else saved it while nothing was changed here: show theirs.
  useEffect(() => {
    if (job === null || kept !== undefined || busy) return
    setForm(formOf(job))
    setBase(job.updatedAt)
  }, [job, kept, busy])

  const edit = useCallback((change: Partial<Form>) => {
    setForm((before) => ({ ...before, ...change }))
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => !(field in change))))
  }, [])

  const show = useCallback((found: Record<string, string>) => {
    setProblems(found)
    requestAnimationFrame(() => root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }, [])

  const save = useCallback(async (): Promise<Job | null> => {
    const { draft, problems: found } = check(form)
    if (draft === null) {
      show(found)
      return null
    }
    setBusy(true)
    try {
      const saved = job === null ? { stored: await client.jobs.create(draft), by: 'mine' } : await saveJob(job, draft, base)
      if (saved === null) return null
      const { stored, by } = saved
      keepDraft(key, null)
      if (job !== null) setBase(stored.updatedAt)
      if (by === 'theirs') setForm(formOf(stored))
      await queryClient.invalidateQueries()
      if (by === 'mine') toast(job === null ? `"${stored.name}" created` : `"${stored.name}" saved`)
      if (job === null) go(`/jobs/${stored.id}`, { replace: true })
      return stored
    } catch (error) {
      if (codeOf(error) === 'conflict' && Object.keys(issuesOf(error)).length > 0) show({ name: (error as Error).message })
      else toastError('Could not save the job', error)
      return null
    } finally {
      setBusy(false)
    }
  }, [form, job, base, key, keepDraft, go, show])

  const testRun = async () => {
    const { draft, problems: found } = check(form.name.trim() === '' ? { ...form, name: 'Test' } : form)
    if (draft === null) return show(found)
    const { name, enabled: _, muted: __, pinned: ___, ...spec } = draft
    try {
      const run = await client.runs.exec({ ...spec, title: `Test of ${name}` })
      go(`/runs/${run.number}`)
    } catch (error) {
      toastError('The test was not started', error)
    }
  }

  const run = async () => {
    const target = isChanged ? await save() : job
    const started = target && (await runJob(target))
    if (started) go(`/runs/${started.number}`)
  }

  const discard = () => {
    keepDraft(key, null)
    setForm(saved)
    setBase(job?.updatedAt ?? null)
    setProblems({})
  }

  useShortcuts(useMemo(() => ({ 'mod+s': () => void save() }), [save]))

  return (
    <Page
      title={job?.name ?? 'New job'}
      heading={
        <>
          <Link href="/jobs" className="font-normal text-ink-2 hover:underline">
            Jobs
          </Link>
          <span className="px-1.5 font-normal text-ink-3">›</span>
          {job?.name ?? 'New job'}
          {job && (
            <Link href={`/jobs/${job.id}/versions`} className="pl-2 text-sm font-normal text-ink-3 hover:underline">
              version {job.version}
            </Link>
          )}
        </>
      }
      actions={
        <>
          {isChanged && (
            <Button look="quiet" onClick={discard}>
              Discard changes
            </Button>
          )}
          <Button onClick={() => void testRun()} title="Run what is written here, without saving it">
            <FlaskConical aria-hidden="true" className="size-3.5" />
            Test run
          </Button>
          {job && (
            <Button disabled={!form.enabled} onClick={() => void run()}>
              <Play aria-hidden="true" className="size-3.5" />
              {isChanged ? 'Save and run' : 'Run'}
            </Button>
          )}
          <Button look="primary" disabled={busy || (job !== null && !isChanged)} onClick={() => void save()}>
            Save
          </Button>
        </>
      }
    >
      <form
        ref={root}
        aria-label={job === null ? 'New job' : `Job ${job.name}`}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
        className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] max-[960px]:grid-cols-[minmax(0,1fr)_260px]"
      >
        <div className="flex min-h-0 flex-col gap-3 overflow-auto p-4">
          <BodyFields form={form} problems={problems} edit={edit} />
        </div>
        <aside aria-label="Settings" className="min-h-0 overflow-auto border-l border-rule bg-bg p-4">
          {beside}
          <SettingFields form={form} problems={problems} edit={edit} />
          {job && <RecentRuns jobId={job.id} />}
          {job && <HeatMap jobId={job.id} />}
          <p className="mt-4 text-sm text-ink-3">
            <Kbd>{`${mod} S`}</Kbd> saves. Unsaved changes are kept in this window.
          </p>
        </aside>
      </form>
    </Page>
  )
}
