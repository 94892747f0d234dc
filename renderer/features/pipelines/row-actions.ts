import { Copy, History, ListChecks, Pencil, Play, Trash2 } from 'lucide-react'
import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import { client } from '../../api/client.ts'
import type { Doing } from '../../definition/definition-table.tsx'
import { downloadAction } from '../../definition/download.ts'
import { definitionHref, editHref } from '../../definition/links.ts'
import { runningMany } from '../../definition/run-many.tsx'
import { favoriteAction } from '../../favorites/favorite-action.ts'
import { runsOf } from '../../runs-of.ts'
import { templateAction } from '../../templates/ask.ts'
import { countText } from '../../ui/count-text.ts'
import { doAll } from '../../ui/do-all.ts'
import type { Action } from '../../ui/table/action.ts'
import { definitionWords } from '../../words.ts'
import { duplicatePipeline, removePipeline, runPipeline } from './actions.ts'
import { words } from './words.ts'

const nameOf = ({ name }: PipelineSummary): string => name

/** What can be done with a pipeline in the list. */
export const actionsOf = (pipeline: PipelineSummary, { go, isFavorite, organizing }: Doing): Action[] => [
  {
    ...{ name: words.run, icon: Play, key: 'runSelected', isMain: true, act: () => void runPipeline(pipeline) },
    refusal: pipeline.steps === null ? words.hasErrors(pipeline.name) : undefined,
  },
  { name: definitionWords.edit, icon: Pencil, key: 'editSelected', act: () => go(editHref('pipeline', pipeline.id)) },
  {
    ...{ name: definitionWords.showRuns, fullName: definitionWords.showRunsOf(pipeline.name), icon: ListChecks },
    act: () => go(runsOf('pipeline', pipeline.name)),
  },
  {
    ...{ name: definitionWords.showVersions, fullName: definitionWords.showVersionsOf(pipeline.name), icon: History },
    act: () => go(definitionHref('pipeline', pipeline.id, 'versions')),
  },
  favoriteAction({ kind: 'pipeline', id: pipeline.id, name: pipeline.name }, isFavorite),
  ...organizing,
  {
    ...{ name: definitionWords.duplicate, icon: Copy },
    act: () => duplicatePipeline(pipeline).then((copy) => copy && go(editHref('pipeline', copy.id))),
  },
  templateAction({ kind: 'pipeline', id: pipeline.id, name: pipeline.name }),
  downloadAction('pipeline', pipeline),
  { name: definitionWords.delete, icon: Trash2, key: 'deleteSelected', isDanger: true, act: () => removePipeline(pipeline) },
]

/** What can be done with several pipelines at once. `organizing`: with how they are organized. */
export function bulkActionsOf(pipelines: PipelineSummary[], organizing: Action[]): Action[] {
  const sound = pipelines.filter(({ steps }) => steps !== null)
  const run: Action = {
    ...{ name: words.runAll, icon: Play, key: 'runSelected', isMain: true, act: () => runAll(sound) },
    refusal: sound.length === 0 ? words.allHaveErrors : undefined,
  }
  return [
    runningMany(run, sound.length, countText(sound.length, words.nouns)),
    ...organizing,
    {
      name: definitionWords.delete,
      icon: Trash2,
      key: 'deleteSelected',
      isMain: true,
      isDanger: true,
      act: () => removeAll(pipelines),
    },
  ]
}

const runAll = (items: PipelineSummary[]) =>
  doAll({ items, nameOf, act: ({ id }) => client.pipelines.run({ ref: id }), ...words.startedAll })

const removeAll = (items: PipelineSummary[]) =>
  doAll({
    ...{ items, nameOf, act: ({ id }: PipelineSummary) => client.pipelines.remove({ ref: id }), ...words.deletedAll },
    undo: restoreAll,
  })

const restoreAll = (items: PipelineSummary[]) =>
  doAll({ items, nameOf, act: ({ id }) => client.pipelines.restore({ ref: id }), ...words.restoredAll })
