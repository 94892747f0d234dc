import { expect, it } from 'vitest'
import { warning } from '../../shared/problem.ts'
import { problemsByNode } from './marks.ts'

it('a problem belongs to the innermost node that its path names, also where keys contain dots', () => {
  const ids = new Set(['a', 'a.b', 'outer', 'outer/x'])
  const problems = [
    warning(['nodes', 'a.b', 'script', 'cmd'], 'one'),
    warning(['nodes', 'a', 'script'], 'two'),
    warning(['nodes', 'outer', 'subflow', 'nodes', 'x', 'job'], 'three'),
    warning(['nodes', 'outer', 'subflow', 'start'], 'four'),
    warning(['edges', 0, 'to'], 'five'),
    warning(['nodes', 'gone'], 'six'),
  ]
  const found = [...problemsByNode(problems, ids)].map(([id, of]) => [id, of.map(({ message }) => message).join()])
  expect(found).toEqual([
    ['a.b', 'one'],
    ['a', 'two'],
    ['outer/x', 'three'],
    ['outer', 'four'],
  ])
})
