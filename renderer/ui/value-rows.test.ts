import { expect, it } from 'vitest'
import { valueRows } from './value-rows.ts'

it('a list of objects has a column for each of their fields, and no text where an object lacks one', () => {
  expect(
    valueRows([
      { name: 'a', size: 3 },
      { name: 'b', tags: ['x'], constructor: null },
    ]),
  ).toEqual({
    columns: ['name', 'size', 'tags', 'constructor'],
    rows: [
      ['a', '3', undefined, undefined],
      ['b', undefined, '["x"]', 'null'],
    ],
    ...{ count: 2, columnCount: 4 },
  })
})

it.each([[[]], [[{}]], [[1, 2]], [[{ a: 1 }, null]], [[[1]]], [{ a: 1 }], ['text'], [null]])(
  'a value that is no list of objects has no table: %j',
  (value) => {
    expect(valueRows(value)).toBeNull()
  },
)

it('a table shows the first 200 rows and 50 columns, and knows how many there are', () => {
  const wide = Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`c${index}`, 'x'.repeat(2_000)]))
  const table = valueRows(Array.from({ length: 1_000 }, () => wide))
  expect(table).toMatchObject({ count: 1_000, columnCount: 80 })
  expect(table?.rows).toHaveLength(200)
  expect(table?.rows[0]).toHaveLength(50)
  expect(table?.rows[0]?.[0]).toHaveLength(501)
})
