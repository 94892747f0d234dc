import { expect, it } from 'vitest'
import { shiftIntoView } from './shift-into-view.ts'

it('a box is moved just as far as it is out of view', () => {
  expect(shiftIntoView(100, 50, 400)).toBe(0)
  expect(shiftIntoView(380, 50, 400)).toBe(-46)
  expect(shiftIntoView(-30, 50, 400)).toBe(46)
})

it('of a box that is larger than the view, the start is shown', () => {
  expect(shiftIntoView(200, 900, 400)).toBe(-184)
})
