import { expect, it } from 'vitest'
import { ParamSchema } from './schema.ts'
import { readSchemaText, schemaText } from './schema-text.ts'

it('a schema is one line for each parameter, and reads back as it was', () => {
  const schema = ParamSchema.parse({
    width: { type: 'integer', default: 800, min: 1 },
    region: { type: 'enum', options: ['eu', 'us'], 'show-if': { width: 800 }, description: 'Where: "here", or there' },
  })
  const text = schemaText(schema)
  expect(text.trimEnd().split('\n')).toHaveLength(2)
  expect(text).toContain('width: { type: integer, default: 800, min: 1 }')
  expect(readSchemaText(text)).toEqual(schema)
  expect(readSchemaText('')).toEqual({})
})

it('a mistake in the text is named with its line', () => {
  expect(() => readSchemaText('a: { type: string')).toThrow(/line 1/)
  expect(() => readSchemaText('a: 1\na: 2')).toThrow(/unique/)
})
