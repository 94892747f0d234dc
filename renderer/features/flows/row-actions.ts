import { Copy, History, ListChecks, Pencil, Play, Trash2 } from 'lucide-react'
import type { FlowSummary } from '../../../shared/model/flow.ts'
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
import { duplicateFlow, removeFlow, runFlow } from './actions.ts'
import { runWithAction } from './flow-actions.ts'
import { words } from './words.ts'

const nameOf = ({ name }: FlowSummary): string => name

/** What can be done with a flow in the list. */
export const actionsOf = (flow: FlowSummary, { go, isFavorite, organizing }: Doing): Action[] => [
  {
    ...{ name: words.run, icon: Play, key: 'runSelected', isMain: true, act: () => void runFlow(flow) },
    refusal: flow.version === null ? words.isNotPublished(flow.name) : undefined,
  },
  { name: definitionWords.edit, icon: Pencil, key: 'editSelected', act: () => go(editHref('flow', flow.id)) },
  runWithAction(flow),
  {
    ...{ name: definitionWords.showRuns, fullName: definitionWords.showRunsOf(flow.name), icon: ListChecks },
    act: () => go(runsOf('flow', flow.name)),
  },
  {
    ...{ name: definitionWords.showVersions, fullName: definitionWords.showVersionsOf(flow.name), icon: History },
    act: () => go(definitionHref('flow', flow.id, 'versions')),
  },
  favoriteAction({ kind: 'flow', id: flow.id, name: flow.name }, isFavorite),
  ...organizing,
  {
    ...{ name: definitionWords.duplicate, icon: Copy },
    act: () => duplicateFlow(flow).then((copy) => copy && go(editHref('flow', copy.id))),
  },
  templateAction({ kind: 'flow', id: flow.id, name: flow.name }),
  downloadAction('flow', flow),
  { name: definitionWords.delete, icon: Trash2, key: 'deleteSelected', isDanger: true, act: () => removeFlow(flow) },
]

/** What can be done with several flows at once. `organizing`: with how they are organized. */
export function bulkActionsOf(flows: FlowSummary[], organizing: Action[]): Action[] {
  const published = flows.filter(({ version }) => version !== null)
  const run: Action = {
    ...{ name: words.run, icon: Play, key: 'runSelected', isMain: true, act: () => runAll(published) },
    refusal: published.length === 0 ? words.areNotPublished : undefined,
  }
  return [
    runningMany(run, published.length, countText(published.length, words.nouns)),
    ...organizing,
    {
      ...{ name: definitionWords.delete, icon: Trash2, key: 'deleteSelected', isMain: true, isDanger: true },
      act: () => removeAll(flows),
    },
  ]
}

const runAll = (items: FlowSummary[]) =>
  doAll({ items, nameOf, act: ({ id }) => client.flows.start({ ref: id }), ...words.startedAll })

const removeAll = (items: FlowSummary[]) =>
  doAll({
    ...{ items, nameOf, act: ({ id }: FlowSummary) => client.flows.remove({ ref: id }), ...words.deletedAll },
    undo: restoreAll,
  })

const restoreAll = (items: FlowSummary[]) =>
  doAll({ items, nameOf, act: ({ id }) => client.flows.restore({ ref: id }), ...words.restoredAll })
