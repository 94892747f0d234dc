import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from '../../shared/model/json.ts'
import { checkValues } from '../../shared/params/check-values.ts'
import type { Param } from '../../shared/params/param.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { checkForm, formOf, groupsOf, shownNames } from './form.ts'

const schema: ParamSchema = {
  mode: { type: 'enum', options: ['quick', 'full'], default: 'quick' },
  depth: { type: 'integer', default: 3, max: 9, 'show-if': { mode: 'full' }, group: 'Details' },
  region: { type: 'string', required: true },
  token: { type: 'secret' },
}

it('fields start with the values of an earlier run, without secrets, and with the defaults', () => {
  expect(formOf(schema)).toEqual({ mode: 'quick', depth: '3', region: '', token: '' })
  expect(formOf(schema, { mode: 'full', depth: 5, region: 'eu', token: '***' })).toEqual({
    mode: 'full',
    depth: '5',
    region: 'eu',
    token: '',
  })
})

it('fields that do not apply are neither shown nor sent', () => {
  const form = { ...formOf(schema), region: 'eu' }
  expect(shownNames(schema, form)).toEqual(['mode', 'region', 'token'])
  expect(checkForm(schema, form)).toMatchObject({ values: { mode: 'quick', region: 'eu' }, problems: {} })
  expect(groupsOf(schema, shownNames(schema, { ...form, mode: 'full' }))).toEqual([
    ['', ['mode', 'region', 'token']],
    ['Details', ['depth']],
  ])
})

it('a command gets values by the types of their parameters, and as they were typed where they are wrong', () => {
  const typed = { width: { type: 'integer', max: 9 }, hosts: { type: 'list' }, dry: { type: 'boolean' } } as const
  const { values } = checkForm(typed, { width: '7', hosts: 'a\nb', dry: true })
  expect(values).toEqual({ width: '7', hosts: 'a\nb', dry: true })
  expect(checkForm(typed, { width: '7', hosts: 'a\nb', dry: true }).typed).toEqual({ width: 7, hosts: ['a', 'b'], dry: true })
  expect(checkForm(typed, { width: '10', hosts: '', dry: false }).typed).toEqual({ width: '10', dry: false })
})

it('what is wrong is said at its field', () => {
  const form = { ...formOf(schema), mode: 'full', depth: '12', token: 'abc' }
  expect(checkForm(schema, form).problems).toEqual({
    depth: 'Must be at most 9',
    region: 'Is required',
    token: 'Must have at least 4 characters so that it can be masked in logs',
  })
  expect(checkForm({ filter: { type: 'json' } }, { filter: '{' }).problems).toEqual({
    filter: 'Must be valid JSON; see line 1, column 2',
  })
})

it('values of a run come out of a form as they went in', () => {
  const params: Param[] = [
    { type: 'string' },
    { type: 'multiline' },
    { type: 'integer' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'enum', options: ['a', 'b'] },
    { type: 'enum', options: ['a', 'b'], multiple: true },
    { type: 'list' },
    { type: 'json' },
  ]
  const given = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constantFrom<Json>('a', '[', '{', ['a', 'b'], ['x y', 'z']))
  fc.assert(
    fc.property(fc.constantFrom(...params), given, (param, value) => {
      const one: ParamSchema = { p: param }
      const { values, problems } = checkValues(one, { p: value })
      if (Object.keys(problems).length > 0 || values['p'] === undefined || values['p'] === '') return
      const form = checkForm(one, formOf(one, values))
      expect(form.problems).toEqual({})
      expect(checkValues(one, form.values).values).toEqual(values)
    }),
  )
})
