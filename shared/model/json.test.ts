import { describe, expect, it } from 'vitest'
import { JsonValue, unfitJson } from './json.ts'
import { Params } from './params.ts'

const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)

describe('JSON values', () => {
  it('is accepted unchanged', () => {
    const value = { a: [1, -0, 'ü\u0000', null, true, { constructor: { prototype: 1 } }], '': 1e300 }
    expect(JsonValue.parse(value)).toBe(value)
    expect(Params.parse({ list: value })).toEqual({ list: value })
  })

  it.each([200, 201, 202, 3_000, 100_000])('may lie 200 deep within other things: %i', (depth) => {
    expect(JsonValue.safeParse(nested(depth)).success).toBe(depth <= 201)
    expect(Params.safeParse({ a: nested(depth) }).success).toBe(depth <= 200)
  })

  it('has names that are only names', () => {
    const value = JSON.parse('{"a": {"__proto__": {"b": 1}}}') as unknown
    expect(unfitJson(value)).toEqual({ path: ['a', '__proto__'], message: 'is not allowed as a name' })
    const top = Params.safeParse(JSON.parse('{"__proto__": {"b": 1}}'))
    expect(top.error?.issues).toMatchObject([{ path: ['__proto__'], message: 'is not allowed as a name' }])
    expect(({} as { b?: number }).b).toBeUndefined()
  })

  it.each([
    ['a date', new Date()],
    ['no number', Number.NaN],
    ['nothing', { a: undefined }],
    ['a function', [() => 1]],
    ['a map', new Map()],
  ])('is not %s', (_, value) => {
    expect(JsonValue.safeParse(value).error?.issues[0]?.message).toBe('cannot be written as JSON')
  })
})
