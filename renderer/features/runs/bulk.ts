import type { BulkResult } from '../../../shared/contract/tasks.ts'
import { limits } from '../../../shared/model/limits.ts'
import { client } from '../../api/client.ts'
import { countText } from '../../ui/count-text.ts'
import { toast, toastError } from '../../ui/toasts.tsx'

export type BulkAction = 'cancel' | 'retry' | 'delete'
/** Some runs, or all that match a filter. */
export type BulkTarget = { ids: string[] } | { q: string }

const nouns = ['run', 'runs'] as const
const words: Record<BulkAction, { done: string; verb: string }> = {
  cancel: { done: 'cancelled', verb: 'cancel' },
  retry: { done: 'queued again', verb: 'retry' },
  delete: { done: 'deleted', verb: 'delete' },
}

/** Does it, and tells the person with how many runs, and why not with the others. False: the request failed. */
export async function bulk(action: BulkAction, target: BulkTarget): Promise<boolean> {
  const { done, verb } = words[action]
  try {
    const result = await request(action, target)
    if (result.done > 0 || result.refused === 0) toast(`${countText(result.done, nouns)} ${done}`)
    if (result.refused > 0)
      toastError(
        `Could not ${verb} ${countText(result.refused, nouns)}`,
        new Error(
          result.problems
            .slice(0, 3)
            .map(({ message }) => message)
            .join(' '),
        ),
      )
    return true
  } catch (error) {
    toastError(`Could not ${verb} the runs`, error)
    return false
  }
}

async function request(action: BulkAction, target: BulkTarget): Promise<BulkResult> {
  if ('q' in target) return client.runs.bulk({ action, filter: { q: target.q } })
  const all: BulkResult = { done: 0, refused: 0, problems: [] }
  for (let at = 0; at < target.ids.length; at += limits.bulk) {
    const { done, refused, problems } = await client.runs.bulk({ action, refs: target.ids.slice(at, at + limits.bulk) })
    all.done += done
    all.refused += refused
    all.problems.push(...problems)
  }
  return all
}
