import { CirclePause, CirclePlay, Copy, ListChecks, Pencil, Play, Square, Trash2 } from 'lucide-react'
import type { JobSummary } from '../../../shared/model/run.ts'
import { favoriteAction } from '../../favorites/favorite-action.ts'
import { runsOf } from '../../runs-of.ts'
import type { Action } from '../../ui/table/action.ts'
import { duplicateJob, removeJob, runJob, stopRunOf, switchJob } from './actions.ts'
import { words } from './words.ts'

const isActive = ({ status }: JobSummary['lastRuns'][number]): boolean => status === 'running' || status === 'queued'

type Doing = { go(path: string): void; isFavorite: boolean }

/** What can be done with a job in the list. While a run of it is active, stopping that is the main thing. */
export function actionsOf(job: JobSummary, { go, isFavorite }: Doing): Action[] {
  const active = job.lastRuns.findLast(isActive)
  const stop: Action | null = active
    ? { name: words.stop, icon: Square, key: 'stopSelected', isMain: true, act: () => stopRunOf(job, active.id) }
    : null
  return [
    ...(stop ? [stop] : []),
    {
      ...{ name: words.run, icon: Play, key: 'runSelected', isMain: stop === null },
      refusal: job.enabled ? undefined : words.isDisabled(job.name),
      act: () => runJob(job),
    },
    { name: words.edit, icon: Pencil, key: 'editSelected', act: () => go(`/jobs/${job.id}`) },
    {
      ...{ name: job.enabled ? words.disable : words.enable, icon: job.enabled ? CirclePause : CirclePlay, key: 'pauseSelected' },
      act: () => switchJob(job, !job.enabled),
    },
    { name: words.showRuns, fullName: words.showRunsOf(job.name), icon: ListChecks, act: () => go(runsOf('job', job.name)) },
    favoriteAction({ kind: 'job', id: job.id, name: job.name }, isFavorite),
    {
      ...{ name: words.duplicate, icon: Copy },
      act: () => duplicateJob(job).then((copy) => copy && go(`/jobs/${copy.id}`)),
    },
    { name: words.delete, icon: Trash2, key: 'deleteSelected', isDanger: true, act: () => removeJob(job) },
  ]
}
