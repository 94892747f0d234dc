import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { JobTrigger } from '../../../shared/model/trigger.ts'
import { client, codeOf, issuesOf, messageOf, queryClient } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import type { Edited } from '../../ui/use-edited.ts'
import { followedName, saveTrigger } from './actions.ts'
import { type check, type Form, fieldAt, formOf } from './form.ts'

type Saving = {
  trigger: JobTrigger | null
  jobId: string
  edited: Edited<Form>
  /** What was typed, as it would be saved. */
  checked: ReturnType<typeof check>
  setBusy(busy: boolean): void
}

/** Saves what was typed, or shows what is wrong with it. A new trigger leads back to its job, or to its own web address. */
export function useTriggerSaving({ trigger, jobId, edited, checked, setBusy }: Saving): () => Promise<void> {
  const [, go] = useLocation()
  const { draft, problems } = checked
  const { form, edit, show, base, rebase, keep } = edited
  return useCallback(async () => {
    if (draft === null) return show(problems)
    setBusy(true)
    try {
      const saved =
        trigger === null
          ? { stored: await client.triggers.create({ job: jobId, ...draft }), by: 'mine' }
          : await saveTrigger(trigger, draft, base, null)
      if (saved === null) return
      const { stored, by } = saved
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
  }, [draft, problems, trigger, jobId, base, form, go, show, keep, rebase, edit, setBusy])
}
