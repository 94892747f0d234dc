import { type Column, type Layout, widthOf } from './columns.ts'

/** Between two cells, in pixels. */
export const gap = 12
/** The least part of its width that a column keeps where even the columns without a rank do not fit. */
const mostSqueezed = 0.35

/** As wide as the main column is where there are columns that only a roomy table shows, in pixels. */
const comfortable = 320

type Sized = Pick<Column<never>, 'id' | 'width' | 'isMain' | 'isBare' | 'isRoomy' | 'rank' | 'growsTo'>

/** Of a column that the person chose, so that it goes after all those that are usual. */
const chosenRank = 0.5

function rankOf({ id, rank = 0 }: Sized, { shown = [] }: Layout): number {
  return rank > 0 && shown.includes(id) ? chosenRank : rank
}

const mayGrow = ({ id, growsTo }: Sized, { widths = {} }: Layout): boolean => growsTo !== undefined && widths[id] === undefined

export type Fitted<C> = {
  columns: C[]
  /** For `grid-template-columns`, without what the table puts before and after the columns. */
  tracks: string[]
  /** In pixels; of the main column, the least. */
  widths: number[]
  /** What the tracks need at least, with the gaps between them. */
  least: number
}

/** Those columns that fit into so many pixels: the ones with the highest rank go, then all that are left give way. */
export function fitted<C extends Sized>(chosen: readonly C[], layout: Layout, room: number): Fitted<C> {
  let columns = [...chosen]
  const rank = (column: C) => rankOf(column, layout)
  const needed = (columns: readonly C[]) => {
    const least = columns.some((column) => column.isRoomy && rankOf(column, layout) > chosenRank) ? comfortable : 0
    const width = (column: C) => Math.max(widthOf(column, layout), column.isMain ? least : 0)
    return columns.reduce((sum, column) => sum + width(column) + gap, -gap)
  }
  const gone: C[] = []
  while (needed(columns) > room) {
    const last = columns.reduce<C | null>((most, column) => (rank(column) > (most ? rank(most) : 0) ? column : most), null)
    if (last === null) break
    columns.splice(columns.indexOf(last), 1)
    gone.unshift(last)
  }
  // A wide one that went may leave room for a narrow one that went before.
  for (const column of gone) {
    const more = chosen.filter((one) => one === column || columns.includes(one))
    if (needed(more) <= room) columns = more
  }
  const gaps = gap * Math.max(0, columns.length - 1)
  const factor = Math.min(1, Math.max(mostSqueezed, (room - gaps) / Math.max(1, needed(columns) - gaps)))
  const growing = columns.filter((column) => mayGrow(column, layout)).length
  const spare = Math.max(0, room - needed(columns)) / 2 / Math.max(1, growing)
  const widths = columns.map((column) => {
    const width = Math.floor(widthOf(column, layout) * (column.isBare ? 1 : factor))
    return mayGrow(column, layout) ? Math.max(width, Math.min(column.growsTo ?? 0, Math.floor(width + spare))) : width
  })
  return {
    columns,
    widths,
    tracks: columns.map(({ isMain }, index) => (isMain ? `minmax(${widths[index]}px, 1fr)` : `${widths[index]}px`)),
    least: widths.reduce((sum, width) => sum + width, gaps),
  }
}
