import { expect, it } from 'vitest'
import { problemsOf } from './problems.ts'

it('problems stand at the fields of their parameters, in the words of the list', () => {
  const params = [
    { name: 'size', facts: { type: 'enum' } },
    { name: 'width', facts: { type: 'integer', min: 5, max: 1 } },
    { name: 'depth', facts: { type: 'integer', default: 'x', 'show-if': { gone: 'a' } } },
    { name: 'Width', facts: { type: 'string' } },
  ]
  expect(problemsOf(params)).toEqual({
    size: { options: 'Add at least one choice, or a command that prints them' },
    width: { min: 'Must not exceed the maximum' },
    depth: { default: 'Must be a whole number', 'show-if': 'gone is not a parameter' },
    Width: { name: 'Has the same variable as "width": LOCALFLOW_PARAM_WIDTH' },
  })
  expect(problemsOf([{ name: 'a b', facts: { type: 'string' } }])['a b']).toEqual({
    name: 'Must have only letters, digits and "_", and start with no digit',
  })
  expect(problemsOf([{ name: 'a', facts: { type: 'string', foo: 1 } }])['a']).toEqual({ rest: 'Has the unknown key "foo"' })
})
