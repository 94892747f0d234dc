import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cliReference } from './reference-cli.ts'
import { restReference } from './reference-rest.ts'
import { typeOf } from './schema-text.ts'

const page = (name: string): string => readFileSync(join(import.meta.dirname, '../docs', name), 'utf8')

it('docs/cli.md is the help of the command line; if it is stale, run: npm run reference', () => {
  expect(page('cli.md')).toBe(cliReference())
})

it('docs/rest.md matches the OpenAPI document; if it is stale, run: npm run reference', async () => {
  expect(page('rest.md')).toBe(await restReference())
})

it.each([
  [{ enum: ['a', 'b'], type: 'string' }, '"a" | "b"'],
  [{ type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } }, '(string | null)[]'],
  [{ properties: { a: { type: 'integer' }, b: { type: 'string' } }, required: ['a'] }, '{a: integer, b?: string}'],
  [{ properties: { a: { properties: { b: {} } } } }, '{a?: {…}}'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '{[name]: string}'],
  [{ type: 'string', allOf: [{}] }, 'string'],
])('a schema is written as a type of one line: %j', (schema, expected) => {
  expect(typeOf(schema, 1)).toBe(expected)
})
