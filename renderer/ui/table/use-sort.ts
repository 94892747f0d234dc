import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Column } from './columns.ts'
import { readSort, type Sort, sortAfterClick, sorted, sortText } from './sort.ts'

/** The items in the order that `?sort=` in the address asks for, else in the usual one; Back undoes a change of it. */
export function useSort<T>(items: readonly T[], columns: readonly Column<T>[], usual: Sort | null) {
  const [params, setParams] = useSearchParams()
  const text = params.get('sort')
  const sort = readSort(text, columns)
  const ordered = useMemo(
    () => sorted(items, readSort(text, columns) ?? (sortsNames(usual, columns) ? usual : null), columns),
    [items, columns, text, usual],
  )
  const sortBy = (column: string): void =>
    setParams((before) => {
      const after = new URLSearchParams(before)
      const next = sortAfterClick(sort, usual, column)
      if (next === null) after.delete('sort')
      else after.set('sort', sortText(next))
      return after
    })
  return { ordered, sort: sort ?? usual, sortBy }
}

/** Then the window sorts, because the server orders names by their characters: "flow 10" before "flow 2". */
const sortsNames = <T>(sort: Sort | null, columns: readonly Column<T>[]): boolean =>
  columns.some(({ id, isMain }) => isMain && id === sort?.column)
