import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import type { DefinitionList } from '../../definition/definition-table.tsx'
import { lastRunText } from '../../last-run.tsx'
import { definitionWords } from '../../words.ts'
import { renamePipeline } from './actions.ts'
import { pipelineColumns } from './pipeline-columns.tsx'
import { PipelinePeek } from './pipeline-peek.tsx'
import { actionsOf, bulkActionsOf } from './row-actions.ts'
import { words } from './words.ts'

export const pipelineList: DefinitionList<PipelineSummary> = {
  ...{ kind: 'pipeline', title: words.title, nouns: words.nouns, columns: pipelineColumns },
  actionsWidth: 84,
  sentenceOf: ({ name, steps, lastRuns }, isFavorite) =>
    definitionWords.row(name, isFavorite, words.stepsState(steps), lastRunText(lastRuns)),
  actionsOf,
  bulkOf: bulkActionsOf,
  rename: renamePipeline,
  Peek: ({ item, actions }) => <PipelinePeek pipeline={item} actions={actions} />,
}
