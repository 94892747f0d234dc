import { expect, it } from 'vitest'
import { withoutNew } from './new-items.ts'

const known = new Set(['c', 'd'])
const held = (items: string) => withoutNew([...items], (item) => item, known)

it('only items in front of the first known one wait', () => {
  expect(held('abcd')).toEqual({ shown: ['c', 'd'], waiting: 2 })
  expect(held('abd')).toEqual({ shown: ['d'], waiting: 2 })
  expect(held('cdef')).toEqual({ shown: ['c', 'd', 'e', 'f'], waiting: 0 })
})

it('a list without a known item is another list, and is shown whole', () => {
  expect(held('xyz')).toEqual({ shown: ['x', 'y', 'z'], waiting: 0 })
  expect(held('')).toEqual({ shown: [], waiting: 0 })
})
