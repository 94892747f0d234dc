import { ArrowUpToLine, Ban, ListChecks, RotateCcw, Square } from 'lucide-react'
import type { Task } from '../../../shared/model/task.ts'
import { attempt, client } from '../../api/client.ts'
import { doAll } from '../../ui/do-all.ts'
import type { Action } from '../../ui/table/action.ts'
import { toast } from '../../ui/toasts.tsx'
import type { View } from './task-views.ts'

const nouns = ['task', 'tasks'] as const
const nameOf = ({ title, runNumber }: Task): string => `${title}, run ${runNumber}`

/** What can be done with a task: one that waits goes first or is cancelled, one that runs is stopped, one that failed is retried. */
export function actionsOf(view: View, task: Task, go: (path: string) => void): Action[] {
  const { id, runNumber: run } = task
  const named = (name: string) => ({ name, fullName: `${name} run ${run}` })
  const open: Action = { name: 'Open run', fullName: `Open run ${run}`, icon: ListChecks, act: () => go(`/runs/${run}`) }
  const retry = () => told(`Could not retry run ${run}`, () => client.tasks.retry({ id }), `Retrying run ${run}`)
  if (view === 'failed') return [{ ...named('Retry'), icon: RotateCcw, key: 'retrySelected', isMain: true, act: retry }, open]
  const stop = () => told(`Could not stop run ${run}`, () => client.tasks.cancel({ id }), `Stopping run ${run}`)
  if (view === 'running') return [{ ...named('Stop'), icon: Square, key: 'stopSelected', isMain: true, act: stop }, open]
  const moveToFront = () =>
    told(`Could not move run ${run} to the front`, () => client.tasks.moveToFront({ id }), `Run ${run} is the next of its queue`)
  const cancel = () => told(`Could not cancel run ${run}`, () => client.tasks.cancel({ id }), `Cancelled run ${run}`)
  return [
    { name: 'Move to front', fullName: `Move run ${run} to the front`, icon: ArrowUpToLine, isMain: true, act: moveToFront },
    open,
    { ...named('Cancel'), icon: Ban, key: 'stopSelected', isDanger: true, act: cancel },
  ]
}

async function told(failed: string, act: () => Promise<unknown>, done: string): Promise<void> {
  if (await attempt(failed, act)) toast(done)
}

/** What can be done with several tasks at once. */
export function bulkActionsOf(view: View, tasks: Task[]): Action[] {
  const all = (act: (task: Task) => Promise<unknown>, done: string, verb: string) => () =>
    doAll({ items: tasks, nameOf, nouns, act, done, verb })
  const retry = all(({ id }) => client.tasks.retry({ id }), 'Retried', 'retry')
  if (view === 'failed') return [{ name: 'Retry', icon: RotateCcw, key: 'retrySelected', isMain: true, act: retry }]
  const cancel = all(
    ({ id }) => client.tasks.cancel({ id }),
    view === 'running' ? 'Stopped' : 'Cancelled',
    view === 'running' ? 'stop' : 'cancel',
  )
  if (view === 'running') return [{ name: 'Stop', icon: Square, key: 'stopSelected', isMain: true, act: cancel }]
  return [{ name: 'Cancel', icon: Ban, key: 'stopSelected', isMain: true, isDanger: true, act: cancel }]
}
