import { type ReactNode, useCallback } from 'react'
import { useLocation } from 'wouter'
import type { PipelineSummary } from '../../../shared/model/pipeline.ts'
import { useFavoriteTest } from '../../favorites/favorites.ts'
import { lastRunText } from '../../last-run.tsx'
import { useFolders } from '../../organize/use-folders.tsx'
import { useOrganize } from '../../organize/use-organize.tsx'
import { useTableLayout } from '../../table-layout.ts'
import { Table } from '../../ui/table/table.tsx'
import { definitionWords } from '../../words.ts'
import { renamePipeline, runPipeline } from './actions.ts'
import { pipelineColumns } from './pipeline-columns.tsx'
import { PipelinePeek } from './pipeline-peek.tsx'
import { actionsOf, bulkActionsOf } from './row-actions.ts'
import { words } from './words.ts'

const byName = { column: 'name', isDescending: false }
/** For the main action and the menu. */
const actionsWidth = 84

type Props = { pipelines: PipelineSummary[]; scope: string; empty: ReactNode; footer: string }

export function PipelineTable({ pipelines, scope, empty, footer }: Props) {
  const [, go] = useLocation()
  const isMarked = useFavoriteTest()
  const organize = useOrganize('pipeline')
  const { folders, dialog } = useFolders<PipelineSummary>('pipeline', scope)
  const isFavorite = ({ id }: PipelineSummary) => isMarked({ kind: 'pipeline', id })
  const actions = (pipeline: PipelineSummary) =>
    actionsOf(pipeline, {
      go,
      run: (one) => void runPipeline(one),
      isFavorite: isFavorite(pipeline),
      organizing: organize.actionsFor([pipeline]),
    })
  return (
    <>
      <Table
        label={words.title}
        nouns={words.nouns}
        columns={pipelineColumns}
        items={pipelines}
        keyOf={idOf}
        nameOf={nameOf}
        sentenceOf={(pipeline) => sentenceOf(pipeline, isFavorite(pipeline))}
        onOpen={useCallback(({ id }: PipelineSummary) => go(`/pipelines/${id}`), [go])}
        more={null}
        usualSort={byName}
        layout={useTableLayout('pipelines')}
        actionsOf={actions}
        actionsWidth={actionsWidth}
        bulkOf={(items) => bulkActionsOf(items, [...organize.actionsFor(items, true), organize.favoriteAll(items)])}
        folders={folders}
        scope={scope}
        rename={renamePipeline}
        peek={{
          idOf,
          contentOf: (_, pipeline) => pipeline && <PipelinePeek pipeline={pipeline} actions={actions(pipeline)} />,
        }}
        empty={empty}
        footer={footer}
      />
      {organize.dialog}
      {dialog}
    </>
  )
}

const idOf = ({ id }: PipelineSummary): string => id
const nameOf = ({ name }: PipelineSummary): string => name
const sentenceOf = ({ name, steps, lastRuns }: PipelineSummary, isFavorite: boolean): string =>
  definitionWords.row(name, isFavorite, words.stepsState(steps), lastRunText(lastRuns))
