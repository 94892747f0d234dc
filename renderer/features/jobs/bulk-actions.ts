import { CirclePause, CirclePlay, Play, Trash2 } from 'lucide-react'
import type { JobSummary } from '../../../shared/model/run.ts'
import { client } from '../../api/client.ts'
import { runningMany } from '../../definition/run-many.tsx'
import { countText } from '../../ui/count-text.ts'
import { doAll } from '../../ui/do-all.ts'
import type { Action } from '../../ui/table/action.ts'
import { words } from './words.ts'

const nameOf = ({ name }: JobSummary) => name

/** What can be done with several jobs at once. `organizing`: with how they are organized. */
export function bulkActionsOf(jobs: JobSummary[], organizing: Action[]): Action[] {
  const [on, off] = [jobs.filter(({ enabled }) => enabled), jobs.filter(({ enabled }) => !enabled)]
  const run: Action = {
    ...{ name: words.run, icon: Play, key: 'runSelected', isMain: true },
    refusal: on.length === 0 ? words.areDisabled : undefined,
    act: () => runAll(on),
  }
  const disable: Action = {
    name: words.disable,
    icon: CirclePause,
    key: 'pauseSelected',
    isMain: true,
    act: () => switchAll(on, false),
  }
  const enable: Action = { name: words.enable, icon: CirclePlay, isMain: true, act: () => switchAll(off, true) }
  return [
    runningMany(run, on.length, countText(on.length, words.nouns)),
    ...(off.length > 0 ? [on.length > 0 ? enable : { ...enable, key: 'pauseSelected' as const }] : []),
    ...(on.length > 0 ? [disable] : []),
    ...organizing,
    { name: words.delete, icon: Trash2, key: 'deleteSelected', isMain: true, isDanger: true, act: () => removeAll(jobs) },
  ]
}

const runAll = (items: JobSummary[]) =>
  doAll({ items, nameOf, act: ({ id }) => client.jobs.run({ ref: id }), ...words.all.started })

const switchAll = (items: JobSummary[], enabled: boolean, isUndo = false): Promise<void> =>
  doAll({
    ...{ items, nameOf, act: ({ id }: JobSummary) => client.jobs.setEnabled({ ref: id, enabled }) },
    ...(enabled ? words.all.enabled : words.all.disabled),
    ...(isUndo ? {} : { undo: (changed: JobSummary[]) => switchAll(changed, !enabled, true) }),
  })

const removeAll = (items: JobSummary[]) =>
  doAll({
    ...{ items, nameOf, act: ({ id }: JobSummary) => client.jobs.remove({ ref: id }), ...words.all.deleted },
    undo: restoreAll,
  })

const restoreAll = (items: JobSummary[]) =>
  doAll({ items, nameOf, act: ({ id }) => client.jobs.restore({ ref: id }), ...words.all.restored })
