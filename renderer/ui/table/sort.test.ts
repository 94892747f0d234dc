import { expect, it } from 'vitest'
import { readSort, sortAfterClick, sorted, sortText } from './sort.ts'

type Item = { name: string; next: number | null }
const columns = [
  { id: 'name', sortBy: ({ name }: Item) => name },
  { id: 'next', sortBy: ({ next }: Item) => next },
  { id: 'strip' },
]
const byName = { column: 'name', isDescending: false }

it('the address names a column that can be sorted by, with a minus for descending', () => {
  expect(readSort('next', columns)).toEqual({ column: 'next', isDescending: false })
  expect(readSort('-next', columns)).toEqual({ column: 'next', isDescending: true })
  for (const text of [null, '', '-', 'strip', 'nobody', '--next']) expect(readSort(text, columns)).toBeNull()
  expect(sortText({ column: 'next', isDescending: true })).toBe('-next')
})

it('clicks on a column sort up, then down, then as usual', () => {
  const up = sortAfterClick(null, byName, 'next')
  const down = sortAfterClick(up, byName, 'next')
  expect([up, down]).toEqual([
    { column: 'next', isDescending: false },
    { column: 'next', isDescending: true },
  ])
  expect(sortAfterClick(down, byName, 'next')).toBeNull()
})

it('a click on the column that the list is sorted by anyway turns the order around, and the next one back', () => {
  const down = sortAfterClick(null, byName, 'name')
  expect(down).toEqual({ column: 'name', isDescending: true })
  expect(sortAfterClick(down, byName, 'name')).toBeNull()
  expect(sortAfterClick({ column: 'next', isDescending: true }, byName, 'name'), 'back to the usual order').toBeNull()
})

it('items without a value come last in both directions, and equal ones keep their order', () => {
  const items: Item[] = [
    { name: 'b', next: null },
    { name: 'a', next: 2 },
    { name: 'd', next: 1 },
    { name: 'c', next: 2 },
  ]
  const names = (text: string) =>
    sorted(items, readSort(text, columns), columns)
      .map(({ name }) => name)
      .join('')
  expect(names('next')).toBe('dacb')
  expect(names('-next')).toBe('acdb')
  expect(names('nobody')).toBe('badc')
})

it('names are sorted as people sort them', () => {
  const items = ['job 10', 'Job 9', 'äpfel', 'zebra'].map((name) => ({ name, next: null }))
  expect(sorted(items, byName, columns).map(({ name }) => name)).toEqual(['äpfel', 'Job 9', 'job 10', 'zebra'])
})
