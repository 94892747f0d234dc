import { navigate } from 'wouter/use-browser-location'
import { limits } from '../../../shared/model/limits.ts'
import type { Operation } from '../../../shared/model/operation.ts'
import { client } from '../../api/client.ts'
import { splitFilter } from '../../filter-bar/draft.ts'
import { toast, toastError, toastLonger } from '../../ui/toasts.tsx'
import { awaitEnd, claimEnd } from './told-operations.ts'
import { bulkWords } from './words/list.ts'

export type BulkAction = Operation['action']
/** Some runs, or all that match a filter. */
export type BulkTarget = { ids: string[] } | { q: string }

const lookMs = 250

/** Starts it, and tells the person at its end with how many runs, and why not with the others. False: the request failed. */
export async function bulk(action: BulkAction, target: BulkTarget): Promise<boolean> {
  try {
    if ('q' in target) {
      const started = await client.operations.start({ action, filter: { q: target.q } })
      awaitEnd(started.id)
      void endOf(started).then(tellEnd, () => {})
    } else report(action, await performAll(action, target.ids))
    return true
  } catch (error) {
    toastError(bulkWords.actions[action].failed(null), error)
    return false
  }
}

/** A few runs are done soon: the answer comes at the end. */
async function performAll(action: BulkAction, ids: string[]): Promise<Operation[]> {
  const ended: Operation[] = []
  for (let at = 0; at < ids.length; at += limits.bulk) {
    const { operation } = await client.runs.bulk({ action, refs: ids.slice(at, at + limits.bulk) })
    ended.push(await client.operations.get({ id: operation }))
  }
  return ended
}

/** Also over a lost connection: the operation goes on meanwhile. */
async function endOf({ id }: Operation): Promise<Operation> {
  for (;;) {
    const operation = await client.operations.get({ id }).catch(() => null)
    if (operation && operation.state !== 'running') return operation
    await new Promise((resolve) => setTimeout(resolve, lookMs))
  }
}

/** Once, whoever in this window learns of the end first. */
export function tellEnd(ended: Operation): void {
  if (claimEnd(ended.id)) report(ended.action, [ended])
}

function report(action: BulkAction, ended: Operation[]): void {
  const words = bulkWords.actions[action]
  const sum = (count: (operation: Operation) => number): number => ended.reduce((before, each) => before + count(each), 0)
  const [done, refused] = [sum((each) => each.done), sum((each) => each.refused)]
  // Messages of the runs themselves may come at the same time.
  if (done > 0) tellDone(words.done(done), ended)
  else if (refused === 0 && ended.every(({ state }) => state === 'done')) toast(words.none)
  if (refused > 0) toastError(words.failed(refused), new Error(reasonsOf(ended)))
  for (const { state, error } of ended) if (state === 'failed') toastError(words.failed(null), new Error(error ?? ''))
}

const changesStatus: readonly BulkAction[] = ['retry', 'cancel', 'rerun']

/** Runs that have another status by now may have left the list: the button leads to the same list without the status. */
function tellDone(title: string, [operation]: Operation[]): void {
  if (!operation || operation.q === null || !changesStatus.includes(operation.action)) return toastLonger(title)
  const q = splitFilter(operation.q).filter((token) => !/^-?status:/.test(token))
  const href = `/runs?${new URLSearchParams({ q: q.join(' ') })}`
  toast(title, { undo: () => navigate(href), undoLabel: bulkWords.showRuns })
}

/** "2 refused: it succeeded" */
const reasonsOf = (ended: Operation[]): string =>
  ended
    .flatMap(({ reasons }) => reasons)
    .slice(0, 3)
    .map(({ reason, count }) => bulkWords.refused(count, reason))
    .join(' ')
