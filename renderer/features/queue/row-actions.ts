import { ArrowUpToLine, Ban, ListChecks, RotateCcw, Square } from 'lucide-react'
import type { Task } from '../../../shared/model/task.ts'
import { attempt, client } from '../../api/client.ts'
import { doAll } from '../../ui/do-all.ts'
import type { Action } from '../../ui/table/action.ts'
import { toast } from '../../ui/toasts.tsx'
import type { View } from './task-views.ts'
import { words } from './words.ts'

const nameOf = ({ title, runNumber }: Task): string => words.taskOf(title, runNumber)

/** What can be done with a task: one that waits goes first or is cancelled, one that runs is stopped, one that failed is retried. */
export function actionsOf(view: View, task: Task, go: (path: string) => void): Action[] {
  const { id, runNumber: run } = task
  const open: Action = { name: words.open, fullName: words.openRun(run), icon: ListChecks, act: () => go(`/runs/${run}`) }
  const retry: Action = {
    ...{ name: words.retry, fullName: words.retryRun(run), icon: RotateCcw, key: 'retrySelected', isMain: true },
    act: () => told(words.notRetried(run), () => client.tasks.retry({ id }), words.retrying(run)),
  }
  if (view === 'failed') return [retry, open]
  const stop: Action = {
    ...{ name: words.stop, fullName: words.stopRun(run), icon: Square, key: 'stopSelected', isMain: true },
    act: () => told(words.notStopped(run), () => client.tasks.cancel({ id }), words.stopping(run)),
  }
  if (view === 'running') return [stop, open]
  const moveToFront: Action = {
    ...{ name: words.moveToFront, fullName: words.moveRunToFront(run), icon: ArrowUpToLine, isMain: true },
    act: () => told(words.notMovedToFront(run), () => client.tasks.moveToFront({ id }), words.movedToFront(run)),
  }
  const cancel: Action = {
    ...{ name: words.cancel, fullName: words.cancelRun(run), icon: Ban, key: 'stopSelected', isDanger: true },
    act: () => told(words.notCancelled(run), () => client.tasks.cancel({ id }), words.cancelled(run)),
  }
  return [moveToFront, open, cancel]
}

async function told(failed: string, act: () => Promise<unknown>, done: string): Promise<void> {
  if (await attempt(failed, act)) toast(done)
}

/** What can be done with several tasks at once. */
export function bulkActionsOf(view: View, tasks: Task[]): Action[] {
  const all = (act: (task: Task) => Promise<unknown>, texts: typeof words.retriedAll) => () =>
    doAll({ items: tasks, nameOf, act, ...texts })
  const retry = all(({ id }) => client.tasks.retry({ id }), words.retriedAll)
  if (view === 'failed') return [{ name: words.retry, icon: RotateCcw, key: 'retrySelected', isMain: true, act: retry }]
  const cancel = all(({ id }) => client.tasks.cancel({ id }), view === 'running' ? words.stoppedAll : words.cancelledAll)
  if (view === 'running') return [{ name: words.stop, icon: Square, key: 'stopSelected', isMain: true, act: cancel }]
  return [{ name: words.cancel, icon: Ban, key: 'stopSelected', isMain: true, isDanger: true, act: cancel }]
}
