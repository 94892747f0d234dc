import {
  CirclePause,
  CirclePlay,
  Copy,
  History,
  ListChecks,
  Pencil,
  Play,
  SlidersHorizontal,
  Square,
  SquareTerminal,
  Trash2,
} from 'lucide-react'
import type { JobSummary } from '../../../shared/model/run.ts'
import { definitionHref, editHref } from '../../definition/links.ts'
import { favoriteAction } from '../../favorites/favorite-action.ts'
import { runsOf } from '../../runs-of.ts'
import { templateAction } from '../../templates/ask.ts'
import type { Action } from '../../ui/table/action.ts'
import { definitionWords } from '../../words.ts'
import { duplicateJob, removeJob, resumeJob, runJob, runJobWith, stopRunOf, switchJob } from './actions.ts'
import { copyCommand } from './copy-command.ts'
import { words } from './words.ts'

const isActive = ({ status }: JobSummary['lastRuns'][number]): boolean => status === 'running' || status === 'queued'

type Doing = {
  go(path: string): void
  isFavorite: boolean
  /** Tags, folder and owner; missing: they are changed elsewhere. */
  organizing?: Action[]
}

/** What can be done with a job in the list. While a run of it is active, stopping that is the main thing. */
export function actionsOf(job: JobSummary, doing: Doing): Action[] {
  const { go } = doing
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
    { name: words.edit, icon: Pencil, key: 'editSelected', act: () => go(editHref('job', job.id)) },
    ...menuOf(job, doing),
  ]
}

type Job = { id: string; name: string; enabled: boolean; paused: JobSummary['paused'] }

/** What the menu of a job offers in the list and on its page. */
export const menuOf = (
  job: Job,
  { go, isFavorite, organizing = [], onDeleted }: Doing & { onDeleted?: () => void },
): Action[] => [
  ...(job.paused === null ? [] : [{ name: words.resume, icon: CirclePlay, act: () => resumeJob(job) }]),
  {
    ...{ name: job.enabled ? words.disable : words.enable, icon: job.enabled ? CirclePause : CirclePlay, key: 'pauseSelected' },
    act: () => switchJob(job, !job.enabled),
  },
  {
    ...{ name: words.runWith, fullName: words.runWithOf(job.name), icon: SlidersHorizontal },
    refusal: job.enabled ? undefined : words.isDisabled(job.name),
    act: () => runJobWith(job),
  },
  { name: words.showRuns, fullName: words.showRunsOf(job.name), icon: ListChecks, act: () => go(runsOf('job', job.name)) },
  {
    ...{ name: definitionWords.showVersions, fullName: definitionWords.showVersionsOf(job.name), icon: History },
    act: () => go(definitionHref('job', job.id, 'versions')),
  },
  favoriteAction({ kind: 'job', id: job.id, name: job.name }, isFavorite),
  ...organizing,
  {
    ...{ name: words.duplicate, icon: Copy },
    act: () => duplicateJob(job).then((copy) => copy && go(editHref('job', copy.id))),
  },
  templateAction({ kind: 'job', id: job.id, name: job.name }),
  {
    ...{ name: words.menu.copyCommand, fullName: words.menu.copyCommandOf(job.name), icon: SquareTerminal },
    act: () => copyCommand(job),
  },
  {
    ...{ name: words.delete, icon: Trash2, key: 'deleteSelected', isDanger: true },
    act: () => removeJob(job).then((isGone) => isGone && onDeleted?.()),
  },
]
