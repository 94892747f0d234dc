import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { JobTrigger, TriggerDraft } from '../../../shared/model/trigger.ts'
import { client, codeOf, issuesOf, messageOf, queryClient } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import type { Edited } from '../../ui/use-edited.ts'
import { followedName, saveTrigger } from './actions.ts'
import { check, type Form, fieldAt, formOf } from './form.ts'

type Saving = {
  trigger: JobTrigger | null
  /** The form as the trigger is saved; null for a new one. */
  saved: Form | null
  jobId: string
  edited: Edited<Form>
  /** What was typed, as it would be saved. */
  checked: ReturnType<typeof check>
  setBusy(busy: boolean): void
}

/** `compare` shows both versions first, where another one was saved meanwhile. */
type Save = (compare?: boolean) => Promise<void>

/** Saves what was typed, or shows what is wrong with it. A new trigger leads back to its job, or to its own web address. */
export function useTriggerSaving({ trigger, saved, jobId, edited, checked, setBusy }: Saving): Save {
  const [, go] = useLocation()
  const { draft, problems } = checked
  const { form, edit, show, base, began, rebase, keep } = edited
  return useCallback(
    async (compare = false) => {
      if (draft === null) return show(problems)
      setBusy(true)
      try {
        const start = began && check(began).draft
        const outcome =
          trigger === null
            ? { stored: await client.triggers.create({ job: jobId, ...draft }), by: 'mine' }
            : await saveTrigger(trigger, withJobId(draft, trigger, saved), {
                base,
                began: start && withJobId(start, trigger, saved),
                putBack: () => edit(form),
                compare,
              })
        if (outcome === null) return
        const { stored, by } = outcome
        await queryClient.invalidateQueries()
        const now = formOf(stored, by === 'theirs' ? await followedName(stored) : form.job.trim())
        keep(now, form)
        if (by === 'theirs') edit(now)
        if (trigger !== null) rebase(stored.updatedAt)
        if (by === 'mine') toast(trigger === null ? 'Trigger added' : 'Trigger saved')
        // Its address is what one wants next.
        if (trigger === null) go(stored.on.kind === 'webhook' ? `/triggers/${stored.id}` : `/jobs/${jobId}`)
      } catch (error) {
        const issues = Object.entries(issuesOf(error))
        if (issues.length > 0) show(Object.fromEntries(issues.map(([path]) => [fieldAt(path), messageOf(error)])))
        else if (codeOf(error) === 'not-found' && form.kind === 'after') show({ job: messageOf(error) })
        else toastError('Could not save the trigger', error)
      } finally {
        setBusy(false)
      }
    },
    [draft, problems, trigger, saved, jobId, base, began, form, go, show, keep, rebase, edit, setBusy],
  )
}

/** What is stored names the job that another waits for by its id, the form by its name. */
function withJobId(draft: TriggerDraft, trigger: JobTrigger, saved: Form | null): TriggerDraft {
  if (draft.on.kind !== 'after' || trigger.on.kind !== 'after' || draft.on.job !== saved?.job) return draft
  return { ...draft, on: { ...draft.on, job: trigger.on.job } }
}
