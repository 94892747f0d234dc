import type { FlowSummary } from '../../../shared/model/flow.ts'
import type { DefinitionList } from '../../definition/definition-table.tsx'
import { lastRunText } from '../../last-run.tsx'
import { definitionWords } from '../../words.ts'
import { renameFlow } from './actions.ts'
import { flowColumns } from './flow-columns.tsx'
import { FlowPeek } from './flow-peek.tsx'
import { actionsOf, bulkActionsOf } from './row-actions.ts'
import { words } from './words.ts'

export const flowList: DefinitionList<FlowSummary> = {
  ...{ kind: 'flow', title: words.title, nouns: words.nouns, columns: flowColumns },
  actionsWidth: 92,
  sentenceOf: ({ name, version, lastRuns }, isFavorite) =>
    definitionWords.row(name, isFavorite, words.versionState(version), lastRunText(lastRuns)),
  actionsOf,
  bulkOf: bulkActionsOf,
  rename: renameFlow,
  Peek: ({ item, actions }) => <FlowPeek flow={item} actions={actions} />,
}
