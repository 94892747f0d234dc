import type { TableName } from '../shared/model/preferences.ts'
import { changePreferences, usePreferences } from './preferences.ts'
import type { Layout } from './ui/table/columns.ts'
import type { LayoutStore } from './ui/table/use-columns.ts'

/** The columns of a list as the person has them, in each window and browser. */
export function useTableLayout(name: TableName): LayoutStore {
  const value: Layout | undefined = usePreferences().tables[name]
  return {
    value: value ?? usual,
    change: (next) => void changePreferences(({ tables }) => ({ tables: { ...tables, [name]: next(tables[name] ?? usual) } })),
  }
}

const usual: Layout = {}
