import { useMemo } from 'react'
import { useSearchParams } from 'wouter'
import type { Column } from './columns.ts'
import { readSort, type Sort, sortAfterClick, sorted, sortText } from './sort.ts'

/** The items in the order that `?sort=` in the address asks for; Back undoes a change of it. */
export function useSort<T>(items: readonly T[], columns: readonly Column<T>[], usual: Sort | null) {
  const [params, setParams] = useSearchParams()
  const text = params.get('sort')
  const sort = readSort(text, columns)
  const ordered = useMemo(() => {
    const asked = readSort(text, columns)
    return asked === null ? [...items] : sorted(items, asked, columns)
  }, [items, columns, text])
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
