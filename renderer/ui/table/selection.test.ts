import { expect, it } from 'vitest'
import { allSelected, extended, nothingSelected, toggled } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const keys = ({ keys: selected }: { keys: ReadonlySet<string> }) => [...selected].sort().join('')

it('a row is selected, and not selected the next time', () => {
  const one = toggled(nothingSelected, 'b')
  expect(keys(one)).toBe('b')
  expect(keys(toggled(one, 'b'))).toBe('')
})

it('a range starts at the row that was toggled last, grows, and shrinks on the way back', () => {
  const start = toggled(nothingSelected, 'b')
  const far = extended(start, order, 'b', 'd')
  expect(keys(far)).toBe('bcd')
  expect(keys(extended(far, order, 'd', 'c'))).toBe('bc')
  expect(keys(extended(far, order, 'd', 'a')), 'past its start').toBe('ab')
})

it('a range without a start begins at the current row', () => {
  expect(keys(extended(nothingSelected, order, 'd', 'c'))).toBe('cd')
})

it('a range leaves alone what was selected before it', () => {
  const two = toggled(toggled(nothingSelected, 'a'), 'd')
  expect(keys(extended(two, order, 'd', 'e'))).toBe('ade')
})

it('a start that is no longer in the list gives way to the current row', () => {
  const gone = toggled(nothingSelected, 'gone')
  expect(keys(extended(gone, order, 'b', 'c'))).toBe('bcgone')
})

it('all that were read are selected first, then all that match', () => {
  const page = allSelected(nothingSelected, order, true)
  expect([keys(page), page.isAll]).toEqual(['abcde', false])
  expect(allSelected(page, order, true).isAll).toBe(true)
  expect(allSelected(page, order, false).isAll, 'there are no others').toBe(false)
  expect(toggled(allSelected(page, order, true), 'c').isAll).toBe(false)
})
