import { expect, it } from 'vitest'
import { differencesOf } from './differences.ts'

it('differences name each changed field once, nested ones with dots', () => {
  const theirs = { name: 'Backup', body: { kind: 'script', script: 'a\nb' }, retry: { maxAttempts: 3 }, env: {} }
  const mine = { name: 'Backup', body: { kind: 'script', script: 'a\nc' }, retry: { maxAttempts: 1 }, env: { A: '1' } }
  expect(differencesOf(theirs, mine)).toEqual([
    { field: 'body.script', theirs: 'a\nb', mine: 'a\nc' },
    { field: 'retry.maxAttempts', theirs: '3', mine: '1' },
    { field: 'env.A', theirs: '', mine: '1' },
  ])
})

it('an absent field and an empty one are no difference', () => {
  expect(differencesOf({ cwd: null }, {})).toEqual([])
  expect(differencesOf({ list: [1, 2] }, { list: [1, 2] })).toEqual([])
})

it('a change of kind lists the fields of both', () => {
  expect(differencesOf({ body: { script: 'ls' } }, { body: { command: 'ls' } }).map(({ field }) => field)).toEqual([
    'body.script',
    'body.command',
  ])
})
