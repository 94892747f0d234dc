import { expect, test } from 'vitest'
import type * as z from 'zod'
import { Conditions } from './conditions.ts'
import { JobDraft } from './job.ts'
import { plainError } from './plain-error.ts'

const problemsIn = (schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value, { error: plainError }).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`)
const job = (fields: object) => problemsIn(JobDraft, { name: 'x', body: { kind: 'builtin', name: 'noop' }, ...fields })

test('an unknown key is named with the nearest known one', () => {
  expect(problemsIn(Conditions, { onlyif: 'true' })).toEqual([' has the unknown key "onlyif"; did you mean "onlyIf"?'])
  expect(problemsIn(Conditions, { notAfterSuccess: true, x: 1 })).toEqual([' has the unknown keys "notAfterSuccess", "x"'])
  expect(job({ params: { width: { type: 'integer', defualt: 3 } } })).toEqual([
    'params.width has the unknown key "defualt"; did you mean "default"?',
  ])
  expect(job({ hooks: [{ on: 'failure', command: 'a', nmae: 'b' }] })).toEqual([
    'hooks.0 has the unknown key "nmae"; did you mean "name"?',
  ])
})

test('an unknown type of a parameter is named with the nearest one, and all types otherwise', () => {
  expect(job({ params: { width: { type: 'intger' } } })).toEqual([
    'params.width.type "intger" is not a valid type; did you mean "integer"?',
  ])
  expect(job({ params: { width: { type: 'zzz' } } })[0]).toMatch(/"zzz" is not a valid type: use one of string, multiline, /)
  expect(job({ params: { width: {} } })[0]).toMatch(/is missing: name one of string, multiline, /)
})

test('the name and the value of a header say what they must be', () => {
  const headers = (given: object) => job({ hooks: [{ on: 'failure', url: 'https://x.test', headers: given }] })
  const [name] = job({ body: { kind: 'http', url: 'https://x.test', headers: { 'X Y': '1' } } })
  expect(name).toBe('body.headers.X Y is not a header name: use letters, digits and "-", as in X-Api-Key')
  expect(headers({ 'X Y': '1' })).toEqual([
    'hooks.0.headers.X Y is not a header name: use letters, digits and "-", as in X-Api-Key',
  ])
  expect(headers({ X: 'a\nb' })).toEqual(['hooks.0.headers.X must be a single line'])
  expect(headers({ 'X-Api-Key': '1' })).toEqual([])
})
