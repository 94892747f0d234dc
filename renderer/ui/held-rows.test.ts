import { expect, it } from 'vitest'
import { heldRows } from './held-rows.ts'

type Item = { id: string; text: string }
const item = (id: string, text = id): Item => ({ id, text })
const rowsOf = (before: Item[], after: Item[], dropped: string[] = []) =>
  heldRows(
    before.map((each) => ({ item: each, isGone: false })),
    after,
    ({ id }) => id,
    dropped,
  )

it('rows below the pointer keep their order, get new contents, and wait with new rows', () => {
  const rows = rowsOf([item('a'), item('b')], [item('c'), item('b', 'changed'), item('a')])
  expect(rows).toEqual([
    { item: item('a'), isGone: false },
    { item: item('b', 'changed'), isGone: false },
  ])
})

it('a row that its list no longer has stays as it was, until the person acts on it', () => {
  const before = [item('a'), item('b')]
  expect(rowsOf(before, [item('b')])).toMatchObject([{ item: item('a'), isGone: true }, { isGone: false }])
  expect(rowsOf(before, [item('b')], ['a'])).toMatchObject([{ item: item('b') }])
})
