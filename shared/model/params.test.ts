import { expect, it } from 'vitest'
import { Params, paramVariables } from './params.ts'

it('parameters become variables: text unchanged, anything else as JSON', () => {
  expect(paramVariables(Params.parse({ path: '/a b', count: 3, list: ['x'], none: null }))).toEqual({
    LOCALFLOW_PARAM_PATH: '/a b',
    LOCALFLOW_PARAM_COUNT: '3',
    LOCALFLOW_PARAM_LIST: '["x"]',
    LOCALFLOW_PARAM_NONE: 'null',
  })
})

it('parameters that no variable can hold are left to standard input', () => {
  expect(
    Object.keys(paramVariables({ long: 'x'.repeat(100 * 1024 + 1), wide: 'あ'.repeat(40_000), nul: 'a\0b', ok: 'y' })),
  ).toEqual(['LOCALFLOW_PARAM_OK'])
})

it.each([
  [{ '1a': 1 }, 'must have only letters, digits'],
  [{ 'a-b': 1 }, 'must have only letters, digits'],
  [Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`a${n}`, n])), 'must have at most 200 parameters'],
  [{ a: 'あ'.repeat(400_000) }, 'must have at most 1 MB in total'],
])('is refused', (params, words) => {
  expect(JSON.stringify(Params.safeParse(params).error?.issues)).toContain(words)
})
