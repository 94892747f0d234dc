import { naturalOrder } from '../../../shared/natural-order.ts'
import type { Column } from './columns.ts'

export type Sort = { column: string; isDescending: boolean }

type Sortable<T> = Pick<Column<T>, 'id' | 'sortBy' | 'isSortable'>

export const sortText = ({ column, isDescending }: Sort): string => (isDescending ? `-${column}` : column)

/** What the address says; null: nothing that this list can do. */
export function readSort<T>(text: string | null, columns: readonly Sortable<T>[]): Sort | null {
  const [, minus = '', id = ''] = /^(-?)(.+)$/.exec(text ?? '') ?? []
  return columns.some((column) => column.id === id && (column.sortBy || column.isSortable))
    ? { column: id, isDescending: minus === '-' }
    : null
}

const isSame = (one: Sort | null, other: Sort | null): boolean =>
  one?.column === other?.column && one?.isDescending === other?.isDescending

/** The order after a click on a column: ascending, descending, then the list's usual order, which is null. */
export function sortAfterClick(sort: Sort | null, usual: Sort | null, column: string): Sort | null {
  const current = sort ?? usual
  const isSorted = current?.column === column
  if (isSorted && current.isDescending) return null
  const next = { column, isDescending: isSorted }
  return isSame(next, usual) ? null : next
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : naturalOrder(String(a), String(b))

/** Equal items keep their order, and those without a value come last in both directions. */
export function sorted<T>(items: readonly T[], sort: Sort | null, columns: readonly Sortable<T>[]): T[] {
  const sortBy = columns.find(({ id }) => id === sort?.column)?.sortBy
  if (!sort || !sortBy) return [...items]
  const direction = sort.isDescending ? -1 : 1
  return items
    .map((item) => ({ item, value: sortBy(item) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null)
      return direction * compare(a.value, b.value)
    })
    .map(({ item }) => item)
}
