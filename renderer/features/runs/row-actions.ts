import { ListChecks, Pencil, Pin, PinOff, Play, RotateCcw, Square, Trash2 } from 'lucide-react'
import type { Run } from '../../../shared/model/run.ts'
import { attempt, client } from '../../api/client.ts'
import { editHref } from '../../definition/links.ts'
import type { Action } from '../../ui/table/action.ts'
import { toast } from '../../ui/toasts.tsx'
import { actionWords } from './words/list.ts'

type Doing = { go(path: string): void; askDelete(run: Run): void }

/** The actions of a run in the list: stop one that is active, retry one that failed, re-run any other. */
export function actionsOf(run: Run, { go, askDelete }: Doing): Action[] {
  const { number, jobId, endedAt, status, pinnedAt } = run
  const hasEnded = endedAt !== null
  const canRetry = hasEnded && status !== 'succeeded'
  const named = ({ name, of }: { name: string; of(run: number): string }) => ({ name, fullName: of(number) })
  const stopping: Action = {
    ...named(status === 'queued' ? actionWords.cancel : actionWords.stop),
    ...{ icon: Square, key: 'stopSelected', isMain: true, act: () => stop(run) },
  }
  const retrying: Action = {
    ...named(actionWords.retry),
    icon: RotateCcw,
    key: 'retrySelected',
    isMain: true,
    act: () => retry(run),
  }
  const rerunning: Action = {
    ...named(actionWords.rerun),
    ...{ icon: Play, key: 'runSelected', isMain: hasEnded && !canRetry, act: () => rerun(run, go) },
  }
  const opening: Action = { ...named(actionWords.open), icon: ListChecks, act: () => go(`/runs/${number}`) }
  const editing: Action = {
    ...named(actionWords.editJob),
    ...{ icon: Pencil, key: 'editSelected' },
    act: () => go(editHref('job', jobId ?? '')),
  }
  const pinning: Action = {
    ...named(pinnedAt === null ? actionWords.pin : actionWords.unpin),
    ...{ icon: pinnedAt === null ? Pin : PinOff, act: () => pin(run) },
  }
  const deleting: Action = {
    ...named(actionWords.delete),
    ...{ icon: Trash2, key: 'deleteSelected', isDanger: true },
    refusal: hasEnded ? (pinnedAt === null ? undefined : actionWords.unpinFirst(number)) : actionWords.stopFirst(number),
    act: () => askDelete(run),
  }
  return [
    ...(hasEnded ? [] : [stopping]),
    ...(canRetry ? [retrying] : []),
    ...[rerunning, opening],
    ...(jobId === null ? [] : [editing]),
    pinning,
    deleting,
  ]
}

async function stop({ id, number, status }: Run): Promise<void> {
  if (await attempt(actionWords.notStopped(number), () => client.runs.cancel({ ref: id })))
    toast(status === 'queued' ? actionWords.cancelled(number) : actionWords.stopping(number))
}

/** Or unpins it. */
export async function pin({ id, number, pinnedAt }: Run): Promise<void> {
  if (pinnedAt === null) {
    if (await attempt(actionWords.notPinned(number), () => client.runs.pin({ ref: id }))) toast(actionWords.pinned(number))
  } else if (await attempt(actionWords.notUnpinned(number), () => client.runs.unpin({ ref: id })))
    toast(actionWords.unpinned(number))
}

async function retry({ id, number }: Run): Promise<void> {
  if (await attempt(actionWords.notRetried(number), () => client.runs.retry({ ref: id }))) toast(actionWords.retrying(number))
}

async function rerun({ id, number }: Run, go: (path: string) => void): Promise<void> {
  const next = await attempt(actionWords.notRerun(number), () => client.runs.again({ ref: id }))
  if (next)
    toast(actionWords.started(next.number), { undo: () => go(`/runs/${next.number}`), undoLabel: actionWords.openStarted })
}
