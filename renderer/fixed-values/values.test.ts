import { expect, it } from 'vitest'
import { Params } from '../../shared/model/params.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { factsOf } from './facts.ts'
import {
  type EventFacts,
  heldFrom,
  likelyReference,
  missingValues,
  referencesOf,
  unreadName,
  valueFrom,
  withValue,
} from './values.ts'

const schema: ParamSchema = {
  path: { type: 'file', required: true },
  region: { type: 'enum', options: ['eu', 'us'], required: true },
  width: { type: 'integer', default: 800, max: 1_000 },
  dry: { type: 'boolean', default: true },
}
const files: EventFacts = { fills: ['path', 'name', 'change'], names: ['path', 'name', 'change'], isOpen: false }

it('a schedule must give what has no default, and the values must keep the rules', () => {
  expect(missingValues(schema, { width: 2_000 }, null)).toEqual({
    path: 'Is required',
    region: 'Is required',
    width: 'Must be at most 1,000',
  })
  expect(missingValues(schema, { path: '/a', region: 'eu', old: 1 }, null)).toEqual({ old: 'Is not a parameter' })
})

it('an event brings values of its own, and those that refer to it', () => {
  expect(missingValues(schema, {}, files)).toEqual({ region: 'Is required' })
  expect(missingValues(schema, { region: '$event.name' }, files)).toEqual({})
  expect(missingValues(schema, { width: 'x' }, { fills: [], names: [], isOpen: true })).toEqual({
    width: 'Must be a whole number',
  })
})

it('an empty field stands for the default, and numbers stay numbers', () => {
  expect(valueFrom({ type: 'boolean' }, heldFrom({ type: 'boolean' }, undefined))).toEqual({ value: undefined })
  expect(valueFrom({ type: 'boolean' }, heldFrom({ type: 'boolean' }, false))).toEqual({ value: false })
  expect(valueFrom({ type: 'integer' }, '12')).toEqual({ value: 12 })
  expect(valueFrom({ type: 'list' }, 'a\nb\n')).toEqual({ value: ['a', 'b'] })
  expect(valueFrom({ type: 'json' }, '{')).toBeNull()
})

it('text that is not JSON yet is kept, named as wrong, and cannot be saved', () => {
  const json: ParamSchema = { filter: { type: 'json' }, region: { type: 'string' } }
  const values = withValue({ region: 'eu', filter: { a: 1 } }, 'filter', { text: '{"a":' })
  expect(values).toEqual({ region: 'eu', [unreadName('filter')]: '{"a":' })
  expect(missingValues(json, values, null)).toEqual({ filter: expect.stringMatching(/^Must be valid JSON/) })
  expect(Params.safeParse(values).success).toBe(false)
  expect(withValue(values, 'filter', { value: [1] })).toEqual({ region: 'eu', filter: [1] })
  expect(withValue(values, 'filter', { value: undefined })).toEqual({ region: 'eu' })
})

it('after another job, a value may refer to a part of its result', () => {
  const facts = factsOf('after', 'file')
  expect(facts.names).toContain('result')
  expect(facts.fills).not.toContain('result')
  const references = referencesOf(facts, ['$state.size', '$state.width'])
  expect(likelyReference('status', references)).toBe('$event.status')
  expect(likelyReference('width', references)).toBe('$state.width')
  expect(likelyReference('region', references)).toBe('$event.result.region')
  expect(likelyReference('region', referencesOf(null, ['$state.size']))).toBe('$state.size')
})

it('a value from the state is no missing one, whatever the type of its parameter', () => {
  const schema = { width: { type: 'integer', required: true } } as const
  expect(missingValues(schema, { width: '$state.size' }, null)).toEqual({})
  expect(missingValues(schema, { width: '$state.' }, null)).toEqual({ width: 'Must be a whole number' })
})
