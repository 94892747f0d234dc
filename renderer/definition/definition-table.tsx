import { type ComponentType, memo, type ReactNode, useCallback } from 'react'
import { useLocation } from 'wouter'
import type { DefinitionKind, Organized } from '../../shared/model/organization.ts'
import { useFavoriteTest } from '../favorites/favorites.ts'
import { useFolders } from '../organize/use-folders.tsx'
import { useOrganize } from '../organize/use-organize.tsx'
import { useViewColumns } from '../saved-views/view-columns.ts'
import type { Action } from '../ui/table/action.ts'
import type { Column } from '../ui/table/columns.ts'
import { Table } from '../ui/table/table.tsx'
import { RunManyDialog } from './run-many.tsx'

export type Listed = Organized & { id: string; name: string }

/** What the actions of a row need from its list. `organizing`: tags, folder and owner. */
export type Doing = { go(path: string): void; isFavorite: boolean; organizing: Action[] }

/** What the list of one kind of definition says about itself. It must stay the same from one rendering to the next. */
export type DefinitionList<T extends Listed> = {
  kind: DefinitionKind
  title: string
  /** "job", "jobs" */
  nouns: readonly [one: string, several: string]
  columns: readonly Column<T>[]
  /** For the main action and the menu. */
  actionsWidth: number
  /** A row as it is read out. */
  sentenceOf(item: T, isFavorite: boolean): string
  actionsOf(item: T, doing: Doing): Action[]
  bulkOf(items: T[], organizing: Action[]): Action[]
  rename(item: T, name: string): Promise<string | null>
  Peek: ComponentType<{ item: T; actions: Action[] }>
}

type Props<T extends Listed> = {
  list: DefinitionList<T>
  items: T[]
  scope: string
  empty: ReactNode
  footer: string
}

/** The table of jobs, of flows or of pipelines. A key typed in the filter renders it again only once other rows match. */
export const DefinitionTable = memo(ListTable) as typeof ListTable

function ListTable<T extends Listed>({ list, items, scope, empty, footer }: Props<T>) {
  const { kind, Peek, sentenceOf } = list
  const [, go] = useLocation()
  const isMarked = useFavoriteTest()
  const organize = useOrganize(kind)
  const { folders, dialog } = useFolders<T>(kind, scope)
  const isFavorite = ({ id }: T) => isMarked({ kind, id })
  const actions = (item: T) => list.actionsOf(item, { go, isFavorite: isFavorite(item), organizing: organize.actionsFor([item]) })
  return (
    <>
      <Table<T>
        label={list.title}
        nouns={list.nouns}
        columns={list.columns}
        items={items}
        keyOf={idOf}
        nameOf={nameOf}
        sentenceOf={(item) => sentenceOf(item, isFavorite(item))}
        onOpen={useCallback(({ id }: T) => go(`/${kind}s/${id}`), [go, kind])}
        more={null}
        usualSort={byName}
        layout={useViewColumns(`${kind}s`)}
        actionsOf={actions}
        actionsWidth={list.actionsWidth}
        bulkOf={(chosen) => list.bulkOf(chosen, [...organize.actionsFor(chosen, true), organize.favoriteAll(chosen)])}
        folders={folders}
        scope={scope}
        rename={list.rename}
        peek={{ idOf, contentOf: (_, item) => item && <Peek item={item} actions={actions(item)} /> }}
        empty={empty}
        footer={footer}
      />
      {organize.dialog}
      {dialog}
      <RunManyDialog />
    </>
  )
}

const byName = { column: 'name', isDescending: false }
const idOf = ({ id }: Listed): string => id
const nameOf = ({ name }: Listed): string => name
