import fc from 'fast-check'
import { expect, it } from 'vitest'
import { conditionOf, expressionOf } from './condition.ts'

it.each([
  [{ eq: ['$params.kind', 'full'] }, { operator: 'eq', left: '$params.kind', right: 'full' }],
  [{ ge: ['$shared.times', 3] }, { operator: 'ge', left: '$shared.times', right: '3' }],
  [{ eq: ['$shared.id', '3'] }, { operator: 'eq', left: '$shared.id', right: '"3"' }],
  [{ in: ['$input', ['a', 'b']] }, { operator: 'in', left: '$input', right: '["a","b"]' }],
  [{ exists: '$error' }, { operator: 'exists', left: '$error', right: '' }],
])('the condition %j has fields', (expression, fields) => {
  expect(conditionOf(expression)).toEqual(fields)
  expect(conditionOf(expression)).not.toBeNull()
  expect(expressionOf(fields as NonNullable<ReturnType<typeof conditionOf>>)).toEqual(expression)
})

it.each([{ and: [{ exists: '$input' }] }, { eq: [1] }, {}, { eq: [1, 2], ne: [1, 2] }, 'text', null])(
  'the condition %j is edited as text',
  (expression) => {
    expect(conditionOf(expression)).toBeNull()
  },
)

it('a comparison of any two values is the same after its fields', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      const expression = { ne: [left, right] }
      const fields = conditionOf(expression)
      expect(JSON.stringify(fields && expressionOf(fields))).toBe(JSON.stringify(expression))
    }),
  )
})
