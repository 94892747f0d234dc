import { expect, it } from 'vitest'
import { error } from '../../../shared/problem.ts'
import { problemsOfFields, under } from './problems-of-fields.ts'

const fields = ['script.cmd', 'script.code', 'prep.input_map', 'params', 'params.until', 'parallel_execs'] as const
const sorted = (...path: (string | number)[]) => problemsOfFields([error(path, 'is wrong')], 'nodes.a', fields)

it.each([
  [['script', 'code'], 'script.code'],
  [['script', 'env', 'TOKEN'], undefined],
  [['script'], 'script.cmd'],
  [['prep', 'input_map', 'month'], 'prep.input_map'],
  [['params', 'until'], 'params.until'],
  [['params', 'other'], 'params'],
  [['parallel_execs', 2, 'service'], 'parallel_execs'],
  [[], undefined],
] as const)('a problem at %j stands at the field %s', (path, field) => {
  const { byField, rest } = sorted('nodes', 'a', ...path)
  expect(Object.keys(byField)).toEqual(field === undefined ? [] : [field])
  expect(rest.length).toBe(field === undefined ? 1 : 0)
})

it('problems of another node, also of one with a longer name, stay with it', () => {
  expect(sorted('nodes', 'ab', 'script')).toEqual({ byField: {}, rest: [] })
  expect(sorted('nodes', 'b')).toEqual({ byField: {}, rest: [] })
})

it('paths of parts are those of problems', () => {
  expect(under('nodes.a', ['parallel_execs', 0, 'script'])).toBe('nodes.a.parallel_execs[0].script')
  expect(under('nodes.a.parallel_execs', [0])).toBe('nodes.a.parallel_execs[0]')
  expect(under('', ['timeout_ms'])).toBe('timeout_ms')
})
