import { writtenValue } from '../../shared/filter/print.ts'
import type { DefinitionKind } from '../../shared/model/organization.ts'

/** The list of what else has this value: `/jobs?q=folder:ops`. */
export const listOf = (kind: DefinitionKind, key: 'folder' | 'tag' | 'owner', value: string): string =>
  `/${kind}s?${new URLSearchParams({ q: `${key}:${writtenValue(value, false)}` })}`

/** The folder of a definition, as a part of the way to its page. */
export const folderWay = (kind: DefinitionKind, folder: string | undefined): [string, string][] =>
  folder ? [[folder, listOf(kind, 'folder', folder)]] : []
