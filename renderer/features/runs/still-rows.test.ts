import { expect, it } from 'vitest'
import { stillRows } from './still-rows.ts'

const rows = (text: string) => text.split(' ').map((each) => ({ id: each[0] ?? '', state: each.slice(1) }))
const still = (shown: string, items: string) =>
  stillRows(rows(shown), items === '' ? [] : rows(items), ({ id }) => id)
    .map(({ id, state }) => id + state)
    .join(' ')

it('rows under the pointer keep their places with their newest contents, while others leave and come', () => {
  expect(still('a1 b1 c1', 'n1 b2')).toBe('a1 b2 c1')
  expect(still('a1 b1', 'b2 d1 e1')).toBe('a1 b2 d1 e1')
  expect(still('a1 b1', '')).toBe('a1 b1')
})
