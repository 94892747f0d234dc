import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { api } from '../../api/client.ts'
import { formOf } from './form.ts'

/** A stored trigger and its form, which has the name of the job that it follows. */
export function useSavedTrigger(id: string) {
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
  return { query, trigger, saved: last.current }
}
