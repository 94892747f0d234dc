import { expect, it } from 'vitest'
import { addParam, duplicateParam, listingOf, moveParam, removeParam, renameParam, setFacts } from './document.ts'

const text = `# Sizes
width: { type: integer, default: 800 } # in px
mode:
  type: enum
  options: [quick, full]
depth: { type: integer, show-if: { mode: full } }
`
const names = (of: string) => listingOf(of).params?.map(({ name }) => name)

it('an empty text lists no parameters, and the first one makes a line', () => {
  expect(listingOf('')).toEqual({ params: [], problem: null })
  expect(addParam('', 'width', { type: 'integer', options: ['a'] })).toBe('width: { type: integer, options: [ a ] }\n')
})

it('a text that is no list of parameters says why, and no change touches it', () => {
  expect(listingOf('- a').problem).toBe('must be a list of names')
  expect(listingOf('a: 1\na: 2').problem).toMatch(/unique/)
  expect(listingOf('a: &x { type: string }\nb: *x').problem).toBe('must not use aliases')
  expect(addParam('- a', 'b', {})).toBe('- a')
})

it('changes keep comments and the style of what they do not touch', () => {
  const next = setFacts(text, 0, { min: 1, default: undefined })
  expect(next).toContain('# Sizes\nwidth: { type: integer, min: 1 } # in px')
  expect(next).toContain('  type: enum')
  expect(setFacts(text, 1, { options: ['a', 'b'] })).toContain('  options: [ a, b ]')
})

it('a renamed parameter keeps its place, and conditions on it follow', () => {
  const next = renameParam(text, 1, 'style')
  expect(names(next)).toEqual(['width', 'style', 'depth'])
  expect(next).toContain('show-if: { style: full }')
})

it('parameters are moved, copied under a free name, and removed', () => {
  expect(names(moveParam(text, 2, 0))).toEqual(['depth', 'width', 'mode'])
  expect(names(duplicateParam(duplicateParam(text, 0), 0))).toEqual(['width', 'width_3', 'width_2', 'mode', 'depth'])
  expect(names(removeParam(text, 1))).toEqual(['width', 'depth'])
  expect(removeParam('width: { type: integer }\n', 0)).toBe('')
})
