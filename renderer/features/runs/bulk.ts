import { limits } from '../../../shared/model/limits.ts'
import type { Operation } from '../../../shared/model/operation.ts'
import { client } from '../../api/client.ts'
import { toast, toastError } from '../../ui/toasts.tsx'
import { bulkWords } from './words/list.ts'

export type BulkAction = Operation['action']
/** Some runs, or all that match a filter. */
export type BulkTarget = { ids: string[] } | { q: string }

const lookMs = 250

/** Starts it, and tells the person at its end with how many runs, and why not with the others. False: the request failed. */
export async function bulk(action: BulkAction, target: BulkTarget): Promise<boolean> {
  try {
    const started = await start(action, target)
    void Promise.all(started.map(endOf)).then(
      (ended) => report(action, ended),
      () => {},
    )
    return true
  } catch (error) {
    toastError(bulkWords.actions[action].failed(null), error)
    return false
  }
}

async function start(action: BulkAction, target: BulkTarget): Promise<Operation[]> {
  if ('q' in target) return [await client.operations.start({ action, filter: { q: target.q } })]
  const started: Operation[] = []
  for (let at = 0; at < target.ids.length; at += limits.bulk)
    started.push(await client.operations.start({ action, refs: target.ids.slice(at, at + limits.bulk) }))
  return started
}

async function endOf({ id }: Operation): Promise<Operation> {
  for (;;) {
    const operation = await client.operations.get({ id })
    if (operation.state !== 'running') return operation
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}

function report(action: BulkAction, ended: Operation[]): void {
  const words = bulkWords.actions[action]
  const sum = (count: (operation: Operation) => number): number => ended.reduce((before, each) => before + count(each), 0)
  const [done, refused] = [sum((each) => each.done), sum((each) => each.refused)]
  if (done > 0) toast(words.done(done))
  else if (refused === 0 && ended.every(({ state }) => state === 'done')) toast(words.none)
  if (refused > 0) toastError(words.failed(refused), new Error(reasonsOf(ended)))
  for (const { state, error } of ended) if (state === 'failed') toastError(words.failed(null), new Error(error ?? ''))
}

/** "2 refused: it succeeded" */
const reasonsOf = (ended: Operation[]): string =>
  ended
    .flatMap(({ reasons }) => reasons)
    .slice(0, 3)
    .map(({ reason, count }) => bulkWords.refused(count, reason))
    .join(' ')
