const [mostRows, mostColumns] = [200, 50]

export type ValueRows = {
  columns: string[]
  /** One text for each column; undefined where the object has no such field. */
  rows: (string | undefined)[][]
  /** How many objects there are, and how many columns, of which only the first are shown. */
  count: number
  columnCount: number
}

/** A list of objects as rows; null for any other value. */
export function valueRows(value: unknown): ValueRows | null {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) return null
  const objects = value.slice(0, mostRows)
  const all = [...new Set(objects.flatMap((each) => Object.keys(each)))]
  const columns = all.slice(0, mostColumns)
  if (columns.length === 0) return null
  const rows = objects.map((each) => columns.map((column) => (Object.hasOwn(each, column) ? cellText(each[column]) : undefined)))
  return { columns, rows, count: value.length, columnCount: all.length }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const longest = 500

function cellText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
