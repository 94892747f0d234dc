import { expect, it } from 'vitest'
import { functionsOf } from './check-sizes.ts'

const sizes = (text: string, file = 'some.ts') =>
  functionsOf(file, text).map(({ name, lines, isComponent }) => [name, lines, ...(isComponent ? ['component'] : [])])

it('counts a function by its own lines, without the named functions inside it', () => {
  const text = `export function createThing(a: number) {
  let state = a
  function grow(): void {
    state++
  }
  const shrink = (): void => {
    state--
  }
  return { grow, shrink, read: () => state }
}
`
  expect(sizes(text)).toEqual([
    ['grow', 3],
    ['shrink', 3],
    ['read', 1],
    ['createThing', 3],
  ])
})

it('counts a callback without a name as a part of its function', () => {
  expect(sizes('const run = () => {\n  return [1].map((one) => {\n    return one\n  })\n}\n')).toEqual([['run', 5]])
})

it('knows a component by its name and its file', () => {
  expect(sizes('export const Row = () => <p>one</p>\n', 'row.tsx')).toEqual([['Row', 1, 'component']])
})
