import { useRef } from 'react'

/**
 * The keys of rows in view, from the first row and how many there are. Rows that stay in view keep their keys. Where all rows are others,
 * as at the end of a log that grows fast, they take over the keys: to write new text is quicker than to make new rows.
 */
export function useRowKeys(first: number, count: number): (row: number) => number {
  const known = useRef({ first, count, shift: 0 })
  const before = known.current
  const isElsewhere = first >= before.first + before.count || first + count <= before.first
  const shift = isElsewhere ? before.shift + first - before.first : before.shift
  known.current = { first, count, shift }
  return (row) => row - shift
}
