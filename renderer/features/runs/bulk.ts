import type { BulkResult } from '../../../shared/contract/tasks.ts'
import { limits } from '../../../shared/model/limits.ts'
import { client } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { bulkWords } from './words/list.ts'

export type BulkAction = 'cancel' | 'retry' | 'delete'
/** Some runs, or all that match a filter. */
export type BulkTarget = { ids: string[] } | { q: string }

/** Does it, and tells the person with how many runs, and why not with the others. False: the request failed. */
export async function bulk(action: BulkAction, target: BulkTarget): Promise<boolean> {
  const words = bulkWords.actions[action]
  try {
    const result = await request(action, target)
    if (result.done > 0) toast(words.done(result.done))
    else if (result.refused === 0) toast(words.none)
    if (result.refused > 0)
      toastError(
        words.failed(result.refused),
        new Error(
          result.problems
            .slice(0, 3)
            .map(({ message }) => message)
            .join(' '),
        ),
      )
    return true
  } catch (error) {
    toastError(words.failed(null), error)
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
