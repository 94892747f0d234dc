import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../model/json.ts'
import { plainError } from '../model/plain-error.ts'
import { checkValues } from './check-values.ts'
import type { Param } from './param.ts'
import { ParamSchema } from './schema.ts'
import { readValue } from './value.ts'

/** type × value → the value of the run, or the problem. */
const cases: [Param, Json, unknown][] = [
  [{ type: 'string' }, 'a', 'a'],
  [{ type: 'string' }, 12, '12'],
  [{ type: 'string' }, true, 'true'],
  [{ type: 'string' }, 'a\nb', 'must be a single line'],
  [{ type: 'string' }, ['a'], 'must be text'],
  [{ type: 'string' }, 'a\0', 'must not contain a NUL character'],
  [{ type: 'string', min: 2 }, '😀', 'must have at least 2 characters'],
  [{ type: 'string', max: 1 }, 'ab', 'must have at most 1 character'],
  [{ type: 'string', pattern: '[a-z]+' }, 'abc1', 'must match the pattern [a-z]+'],
  [{ type: 'string', pattern: '(a+)+b' }, 'a'.repeat(5_000), 'must match the pattern (a+)+b'],
  [{ type: 'multiline' }, 'a\nb', 'a\nb'],
  [{ type: 'integer' }, '800', 800],
  [{ type: 'integer' }, '8e2', 800],
  [{ type: 'integer' }, 1.5, 'must be a whole number'],
  [{ type: 'integer' }, 'x', 'must be a whole number'],
  [{ type: 'integer' }, 2 ** 60, 'is too large for a whole number'],
  [{ type: 'integer', min: 1 }, 0, 'must be at least 1'],
  [{ type: 'integer', max: 10_000 }, 10_001, 'must be at most 10,000'],
  [{ type: 'number' }, '0.5', 0.5],
  [{ type: 'number' }, 'Infinity', 'must be a number'],
  [{ type: 'number' }, '0x10', 'must be a number'],
  [{ type: 'boolean' }, 'yes', true],
  [{ type: 'boolean' }, 0, false],
  [{ type: 'boolean' }, 'maybe', 'must be true or false'],
  [{ type: 'date' }, '2028-02-29', '2028-02-29'],
  [{ type: 'date' }, '2027-02-29', 'must be a date such as 2026-11-27'],
  [{ type: 'date', min: '2026-01-01' }, '2025-12-31', 'must be 2026-01-01 or later'],
  [{ type: 'time' }, '18:30', '18:30'],
  [{ type: 'time' }, '24:00', 'must be a time such as 18:30'],
  [{ type: 'enum', options: ['eu', 'us'] }, 'eu', 'eu'],
  [{ type: 'enum', options: ['1', '2'] }, 2, '2'],
  [{ type: 'enum', options: ['eu', 'us'] }, 'asia', 'must be one of eu, us'],
  [{ type: 'enum', options: ['a', 'b'], multiple: true }, 'a,b', ['a', 'b']],
  [{ type: 'enum', options: ['a', 'b'], multiple: true }, ['a', 'a'], ['a']],
  [{ type: 'enum', options: ['a,b'], multiple: true }, 'a,b', ['a,b']],
  [{ type: 'enum', options: ['a', 'b'], multiple: true }, ['c'], 'has the unknown option "c"; each must be one of a, b'],
  [{ type: 'enum', 'options-from': 'ls' }, 'anything', 'anything'],
  [{ type: 'file' }, '/tmp/a', '/tmp/a'],
  [{ type: 'file' }, ' ', 'must be the path of a file'],
  [{ type: 'folder' }, 5, 'must be the path of a folder'],
  [{ type: 'list' }, ['a', 'b'], ['a', 'b']],
  [{ type: 'list' }, 'a\nb\n', ['a', 'b']],
  [{ type: 'list', max: 1 }, ['a', 'b'], 'must have at most 1 item'],
  [{ type: 'list' }, [{}], 'must be a list of texts'],
  [{ type: 'json' }, { a: [1] }, { a: [1] }],
]

it.each(cases)('%j reads %j', (param, given, expected) => {
  const read = readValue(param, given)
  expect('value' in read ? read.value : 'problem' in read ? read.problem : null).toEqual(expected)
})

describe('the values of a run', () => {
  const schema: ParamSchema = {
    mode: { type: 'enum', options: ['quick', 'full'], default: 'quick' },
    depth: { type: 'integer', default: 3, 'show-if': { mode: 'full' } },
    region: { type: 'string', required: true },
  }

  it('have the defaults of what was not given, and leave out what does not apply', () => {
    expect(checkValues(schema, { region: 'eu' })).toEqual({ values: { mode: 'quick', region: 'eu' }, problems: {} })
    expect(checkValues(schema, { region: 'eu', mode: 'full' }).values).toEqual({ mode: 'full', depth: 3, region: 'eu' })
  })

  it('are refused by name', () => {
    expect(checkValues(schema, { depth: 2, regoin: 'eu' }).problems).toEqual({
      regoin: 'is not a parameter; did you mean "region"?',
      region: 'is required',
      depth: 'is used only with mode=full',
    })
  })

  it('stay the same when they are read again', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.boolean(), fc.array(fc.string()))
    const params = cases.map(([param]) => param)
    fc.assert(
      fc.property(fc.constantFrom(...params), value, (param, given) => {
        const first = checkValues({ p: param }, { p: given as Json })
        if (Object.keys(first.problems).length > 0) return
        expect(checkValues({ p: param }, first.values)).toEqual(first)
      }),
    )
  })
})

describe('a schema is refused', () => {
  const problem = (schema: unknown) => {
    const parsed = ParamSchema.safeParse(schema)
    return parsed.success ? null : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`)
  }
  it.each<[string, unknown, string]>([
    ['whose default breaks its own rule', { a: { type: 'integer', min: 1, default: 0 } }, 'a.default must be at least 1'],
    ['whose least is more than its most', { a: { type: 'integer', min: 2, max: 1 } }, 'a.min must not exceed max'],
    [
      'with a pattern that looks ahead',
      { a: { type: 'string', pattern: '(?=a)' } },
      'a.pattern uses a lookaround or a back reference, which patterns of parameters do not support',
    ],
    [
      'with two parameters of one variable',
      { a: { type: 'string' }, A: { type: 'string' } },
      'A has the same variable as "a": LOCALFLOW_PARAM_A',
    ],
    [
      'that depends on itself',
      { a: { type: 'string', 'show-if': { b: 'x' } }, b: { type: 'string', 'show-if': { a: 'x' } } },
      'a.show-if.b depends on this parameter itself',
    ],
    ['that depends on nothing there is', { a: { type: 'string', 'show-if': { b: 'x' } } }, 'a.show-if.b is not a parameter'],
    ['with a choice without options', { a: { type: 'enum' } }, 'a.options must be given, or options-from, but not both'],
  ])('%s', (_, schema, message) => {
    expect(problem(schema)).toContain(message)
  })

  it('with more parameters than a run may have', () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, { type: 'string' }]))
    expect(problem(many(200))).toBeNull()
    expect(problem(many(201))).toEqual([' must have at most 200 parameters'])
  })

  it('with a name that is no variable, such as a-b beside a_b', () => {
    const parsed = ParamSchema.safeParse({ a_b: { type: 'string' }, 'a-b': { type: 'string' } }, { error: plainError })
    expect(parsed.error?.issues.map(({ path, message }) => [path, message])).toEqual([
      [['a-b'], 'must have only letters, digits and "_", and start with no digit'],
    ])
  })

  it('with fields that its type does not have', () => {
    expect(problem({ a: { type: 'boolean', min: 1 } })?.[0]).toMatch(/^a /)
    expect(problem({ a: { type: 'secret', default: 'x' } })?.[0]).toMatch(/^a /)
  })
})

it('a default of JSON that was broken off is refused, and a mere text is not', () => {
  const problems = (value: string) =>
    ParamSchema.safeParse({ filter: { type: 'json', default: value } }).error?.issues.map(({ path, message }) => [path, message])
  expect(problems('{"a":')).toEqual([[['filter', 'default'], 'must be valid JSON']])
  expect(problems(' [1, 2')).toEqual([[['filter', 'default'], 'must be valid JSON']])
  expect(problems('plain')).toBeUndefined()
  expect(problems('{"a": 1}')).toBeUndefined()
})
