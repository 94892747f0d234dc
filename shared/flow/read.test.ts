import { expect, it } from 'vitest'
import { readDefinition } from './read.ts'

const many = (count: number, line: (n: number) => string): string => Array.from({ length: count }, (_, n) => line(n)).join('')
const problemsOf = (text: string) => readDefinition(text).problems

it('a duplicate key of a mapping is named with its place, in either notation', () => {
  const message = 'Map keys must be unique'
  expect(problemsOf('start: a\nnodes: {}\nstart: b\n')).toMatchObject([{ message, severity: 'error', line: 3, column: 1 }])
  expect(problemsOf('start: a\nnodes: { a: { kind: timer, kind: timer } }')).toMatchObject([{ message, line: 2, column: 28 }])
})

it('a definition of many thousand keys, each with an anchor, is read as soon as any other of its size', () => {
  const text = `start: a\nnodes:\n  a: { kind: timer, params: {} }\nedges: []\nextra:\n${many(24_000, (n) => `  k${n}: &a${n} 1\n`)}`
  expect(problemsOf(text)).toMatchObject([{ path: 'extra' }])
})

it('more aliases than a person writes are refused with the place of the first one too many', () => {
  const text = (aliases: number) =>
    `start: &s a\nnodes: { a: { kind: timer } }\nedges:\n${many(aliases, () => '  - { from: *s }\n')}`
  expect(problemsOf(text(1_001))).toMatchObject([
    { message: 'There are more than 1,000 aliases', severity: 'error', line: 1_004 },
  ])
  expect(problemsOf(text(20)).map(({ message }) => message)).not.toContainEqual(expect.stringContaining('aliases'))
})
