import { ListChecks, Pencil, Play, RotateCcw, Square, Trash2 } from 'lucide-react'
import type { Run } from '../../../shared/model/run.ts'
import { attempt, client } from '../../api/client.ts'
import type { Action } from '../../ui/table/action.ts'
import { toast } from '../../ui/toasts.tsx'

type Doing = { go(path: string): void; askDelete(run: Run): void }

/** What can be done with a run in the list: stop one that is active, retry one that failed, re-run any other. */
export function actionsOf(run: Run, { go, askDelete }: Doing): Action[] {
  const { number, jobId, endedAt, status } = run
  const hasEnded = endedAt !== null
  const canRetry = hasEnded && status !== 'succeeded'
  const named = (verb: string) => ({ name: verb, fullName: `${verb} run ${number}` })
  const stopping: Action = {
    ...named(status === 'queued' ? 'Cancel' : 'Stop'),
    ...{ icon: Square, key: 'stopSelected', isMain: true, act: () => stop(run) },
  }
  const retrying: Action = { ...named('Retry'), icon: RotateCcw, key: 'retrySelected', isMain: true, act: () => retry(run) }
  const rerunning: Action = {
    ...named('Re-run'),
    ...{ icon: Play, key: 'runSelected', isMain: hasEnded && !canRetry, act: () => rerun(run, go) },
  }
  const opening: Action = { ...named('Open'), icon: ListChecks, act: () => go(`/runs/${number}`) }
  const editing: Action = {
    ...{ name: 'Edit job', fullName: `Edit the job of run ${number}`, icon: Pencil, key: 'editSelected' },
    act: () => go(`/jobs/${jobId}`),
  }
  const deleting: Action = {
    ...{ name: 'Delete…', fullName: `Delete run ${number}…`, icon: Trash2, key: 'deleteSelected', isDanger: true },
    refusal: hasEnded ? undefined : `Run ${number} has not ended. Stop it first.`,
    act: () => askDelete(run),
  }
  return [
    ...(hasEnded ? [] : [stopping]),
    ...(canRetry ? [retrying] : []),
    ...[rerunning, opening],
    ...(jobId === null ? [] : [editing]),
    deleting,
  ]
}

async function stop({ id, number, status }: Run): Promise<void> {
  if (await attempt(`Could not stop run ${number}`, () => client.runs.cancel({ ref: id })))
    toast(status === 'queued' ? `Cancelled run ${number}` : `Stopping run ${number}`)
}

async function retry({ id, number }: Run): Promise<void> {
  if (await attempt(`Could not retry run ${number}`, () => client.runs.retry({ ref: id }))) toast(`Retrying run ${number}`)
}

async function rerun({ id, number }: Run, go: (path: string) => void): Promise<void> {
  const next = await attempt(`Could not re-run run ${number}`, () => client.runs.again({ ref: id }))
  if (next) toast(`Started run ${next.number}`, { undo: () => go(`/runs/${next.number}`), undoLabel: 'Open run' })
}
