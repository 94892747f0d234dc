import { useCallback } from 'react'
import { useLocation } from 'wouter'
import type { Schedule } from '../../../shared/model/schedule.ts'
import { client, issuesOf, queryClient } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import type { Edited } from '../../ui/use-edited.ts'
import { saveSchedule } from './actions.ts'
import { check, type Form, fieldAt, formOf } from './form.ts'

type Saving = {
  schedule: Schedule | null
  jobId: string
  /** When the editor was opened. */
  opened: number
  edited: Edited<Form>
  /** What was typed, as it would be saved. */
  checked: ReturnType<typeof check>
  setBusy(busy: boolean): void
}

/** `compare` shows both versions first, where another one was saved meanwhile. */
type Save = (compare?: boolean) => Promise<void>

/** Saves what was typed, or shows what is wrong with it. A new schedule leads back to its job. */
export function useScheduleSaving({ schedule, jobId, opened, edited, checked, setBusy }: Saving): Save {
  const [, go] = useLocation()
  const { draft, problems } = checked
  const { form, edit, show, base, began, rebase, keep } = edited
  return useCallback(
    async (compare = false) => {
      if (draft === null) return show(problems)
      setBusy(true)
      try {
        const saved =
          schedule === null
            ? { stored: await client.schedules.create({ job: jobId, ...draft }), by: 'mine' }
            : await saveSchedule(schedule, draft, {
                base,
                began: began && check(began).draft,
                putBack: () => edit(form),
                compare,
              })
        if (saved === null) return
        const { stored, by } = saved
        await queryClient.invalidateQueries()
        if (by === 'mine') toast(schedule === null ? 'Schedule added' : 'Schedule saved')
        const now = formOf(stored, opened)
        keep(now, form)
        if (by === 'theirs') edit(now)
        if (schedule === null) go(`/jobs/${jobId}`)
        else rebase(stored.updatedAt)
      } catch (error) {
        const issues = Object.entries(issuesOf(error))
        if (issues.length > 0) show(Object.fromEntries(issues.map(([path, message]) => [fieldAt(path), message])))
        else toastError('Could not save the schedule', error)
      } finally {
        setBusy(false)
      }
    },
    [draft, problems, form, schedule, jobId, base, opened, go, show, keep, began, rebase, edit, setBusy],
  )
}
