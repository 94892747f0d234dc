import { type ReactNode, useCallback } from 'react'
import { useLocation } from 'wouter'
import type { FlowSummary } from '../../../shared/model/flow.ts'
import { useFavoriteTest } from '../../favorites/favorites.ts'
import { lastRunText } from '../../last-run.tsx'
import { useFolders } from '../../organize/use-folders.tsx'
import { useOrganize } from '../../organize/use-organize.tsx'
import { useTableLayout } from '../../table-layout.ts'
import { Table } from '../../ui/table/table.tsx'
import { definitionWords } from '../../words.ts'
import { renameFlow, runFlow } from './actions.ts'
import { flowColumns } from './flow-columns.tsx'
import { FlowPeek } from './flow-peek.tsx'
import { actionsOf, bulkActionsOf } from './row-actions.ts'
import { words } from './words.ts'

const byName = { column: 'name', isDescending: false }
/** For the main action and the menu. */
const actionsWidth = 92

type Props = { flows: FlowSummary[]; scope: string; empty: ReactNode; footer: string }

export function FlowTable({ flows, scope, empty, footer }: Props) {
  const [, go] = useLocation()
  const isMarked = useFavoriteTest()
  const organize = useOrganize('flow')
  const { folders, dialog } = useFolders<FlowSummary>('flow', scope)
  const isFavorite = ({ id }: FlowSummary) => isMarked({ kind: 'flow', id })
  const actions = (flow: FlowSummary) =>
    actionsOf(flow, {
      go,
      start: (one) => void runFlow(one),
      isFavorite: isFavorite(flow),
      organizing: organize.actionsFor([flow]),
    })
  return (
    <>
      <Table
        label={words.title}
        nouns={words.nouns}
        columns={flowColumns}
        items={flows}
        keyOf={idOf}
        nameOf={nameOf}
        sentenceOf={(flow) => sentenceOf(flow, isFavorite(flow))}
        onOpen={useCallback(({ id }: FlowSummary) => go(`/flows/${id}`), [go])}
        more={null}
        usualSort={byName}
        layout={useTableLayout('flows')}
        actionsOf={actions}
        actionsWidth={actionsWidth}
        bulkOf={(items) => bulkActionsOf(items, [...organize.actionsFor(items, true), organize.favoriteAll(items)])}
        folders={folders}
        scope={scope}
        rename={renameFlow}
        peek={{ idOf, contentOf: (_, flow) => flow && <FlowPeek flow={flow} actions={actions(flow)} /> }}
        empty={empty}
        footer={footer}
      />
      {organize.dialog}
      {dialog}
    </>
  )
}

const idOf = ({ id }: FlowSummary): string => id
const nameOf = ({ name }: FlowSummary): string => name
const sentenceOf = ({ name, version, lastRuns }: FlowSummary, isFavorite: boolean): string =>
  definitionWords.row(name, isFavorite, words.versionState(version), lastRunText(lastRuns))
