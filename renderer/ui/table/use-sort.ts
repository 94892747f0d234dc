import { useMemo } from 'react'
import { changeParams, useParam } from '../use-param.ts'
import type { Column } from './columns.ts'
import { readSort, type Sort, sortAfterClick, sorted, sortText } from './sort.ts'

/** The items in the order that `?sort=` in the address asks for, else in the usual one; Back undoes a change of it. */
export function useSort<T>(items: readonly T[], columns: readonly Column<T>[], usual: Sort | null) {
  const text = useParam('sort')
  const sort = readSort(text, columns)
  const ordered = useMemo(
    () => sorted(items, readSort(text, columns) ?? (sortsNames(usual, columns) ? usual : null), columns),
    [items, columns, text, usual],
  )
  const sortBy = (column: string): void =>
    changeParams((params) => {
      const next = sortAfterClick(sort, usual, column)
      if (next === null) params.delete('sort')
      else params.set('sort', sortText(next))
    })
  return { ordered, sort: sort ?? usual, sortBy }
}

/** Then the window sorts, because the server orders names by their characters: "flow 10" before "flow 2". */
const sortsNames = <T>(sort: Sort | null, columns: readonly Column<T>[]): boolean =>
  columns.some(({ id, isMain }) => isMain && id === sort?.column)
