import { useMemo, useState } from 'react'
import { type Column, inOrder, isChosen, type Layout, widthOf, withWidth } from './columns.ts'
import { fitted, gap } from './fit.ts'

/** The columns of a table as a person has them; it is kept by whoever shows the table. */
export type LayoutStore = {
  value: Layout
  /** What was changed a moment ago may not be in `value` yet, so `next` is given the newest layout. */
  change(next: (layout: Layout) => Layout): void
}

type Props<T> = {
  columns: readonly Column<T>[]
  items: readonly T[]
  store: LayoutStore | undefined
  /** How wide the table is, and how wide what stands before and after the columns is; 0: nothing stands there. */
  room: number
  before: number
  after: number
}

const nothingChanged: Layout = {}
/** Left and right of a row. */
const padding = 32

/** The columns that are shown, as tracks of a grid, and how to resize them. */
export function useColumns<T>({ columns, items, store, room, before, after }: Props<T>) {
  const [resizing, setResizing] = useState<{ id: string; width: number } | null>(null)
  const saved = store?.value ?? nothingChanged
  const layout = resizing ? withWidth(saved, resizing.id, resizing.width) : saved
  const around = padding + (before > 0 ? before + gap : 0) + (after > 0 ? after + gap : 0)
  const view = useMemo(() => {
    const chosen = inOrder(columns, layout).filter((column) => isChosen(column, layout, items))
    return fitted(chosen, layout, room - around)
  }, [columns, items, layout, room, around])
  return {
    columns: view.columns,
    rowStyle: {
      gridTemplateColumns: [...(before > 0 ? [`${before}px`] : []), ...view.tracks, ...(after > 0 ? [`${after}px`] : [])].join(
        ' ',
      ),
      columnGap: gap,
    },
    least: view.least + around,
    layout: saved,
    widthOf: (column: Column<T>) => view.widths[view.columns.indexOf(column)] ?? widthOf(column, layout),
    resizing: store && {
      onResizing: (id: string, width: number) => setResizing({ id, width }),
      onResize: (id: string, width: number | null) => {
        setResizing(null)
        store.change((newest) => withWidth(newest, id, width))
      },
    },
  }
}
