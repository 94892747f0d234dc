import { expect, it } from 'vitest'
import { readHeader, withHeader } from './header.ts'
import { jsonSchemaOf } from './json-schema.ts'

it('comments of a script name its parameters', () => {
  const script = [
    '#!/bin/bash',
    '# @param width integer=800 "Width in px" min=1 max=10000',
    '# @param name',
    '# @param region enum options=eu,us title="Where to" required',
    '# @param label "Printed on the box"',
    '# @param since date min=2020-01-01',
    '# @param {string} other - of JSDoc',
    'echo hi',
  ].join('\n')
  expect(readHeader(script)).toEqual({
    params: {
      width: { type: 'integer', default: 800, description: 'Width in px', min: 1, max: 10_000 },
      name: { type: 'string' },
      region: { type: 'enum', options: ['eu', 'us'], title: 'Where to', required: true },
      label: { type: 'string', description: 'Printed on the box' },
      since: { type: 'date', min: '2020-01-01' },
    },
    problems: [],
    lines: { width: 2, name: 3, region: 4, label: 5, since: 6 },
  })
})

it('the default in a comment has the type of its parameter', () => {
  const script = ['string=5', 'number=0.5', 'boolean=no', 'json=[1]', 'enum=a,b options=a,b multiple', 'list="a"', 'integer=']
  const { params, problems } = readHeader(script.map((rest, at) => `# @param p${at} ${rest}`).join('\n'))
  expect(problems).toEqual([])
  expect(Object.values(params).map((param) => 'default' in param && param.default)).toEqual([
    '5',
    0.5,
    false,
    [1],
    ['a', 'b'],
    ['a'],
    undefined,
  ])
  expect(jsonSchemaOf(params)).toMatchObject({ properties: { p1: { type: 'number', default: 0.5 } } })
})

it('arguments of Raycast are parameters', () => {
  const script = [
    '// @raycast.argument1 { "type": "text", "placeholder": "Query" }',
    '// @raycast.argument2 { "type": "dropdown", "optional": true, "data": [{ "title": "A", "value": "a" }] }',
    '// @raycast.argument3 { "type": "password", "placeholder": "Key" }',
  ].join('\n')
  expect(readHeader(script).params).toEqual({
    argument1: { type: 'string', title: 'Query', required: true },
    argument2: { type: 'enum', options: ['a'] },
    argument3: { type: 'secret', title: 'Key', required: true },
  })
})

it('lines that cannot be read are named, and the others count', () => {
  const script = [
    '# @param a integr',
    '# @param b integer=x',
    '# @param 1c',
    '# @param d',
    '# @param d',
    '# @param e \uFFFD',
  ].join('\n')
  const { params, problems } = readHeader(script)
  expect(Object.keys(params)).toEqual(['d'])
  expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
    expect.stringMatching(/^1 has the unknown type "integr"/),
    '2 b.default must be a whole number',
    '3 "1c" must have only letters, digits and "_", and start with no digit',
    '5 names the parameter "d" twice',
    '6 is not UTF-8',
  ])
})

it('the settings of a job take precedence over its comments', () => {
  const script = '# @param width integer=800\n# @param name'
  expect(withHeader(script, { width: { type: 'number' } })).toEqual({ width: { type: 'number' }, name: { type: 'string' } })
})
