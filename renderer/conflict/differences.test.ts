import { describe, expect, it } from 'vitest'
import { differencesOf, merge } from './differences.ts'
import { fieldName } from './field-text.ts'

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

it('conditions that only one side has read as a sentence', () => {
  const conditions = { acPower: true, idleMs: null, network: 'any', host: null, volume: null, deferMs: 3_600_000 }
  expect(differencesOf({ conditions: null }, { conditions })).toEqual([
    { field: 'conditions', theirs: '', mine: 'On AC power, when online; waits up to 1 h' },
  ])
})

it('a change of kind lists the fields of both', () => {
  expect(differencesOf({ body: { script: 'ls' } }, { body: { command: 'ls' } }).map(({ field }) => field)).toEqual([
    'body.script',
    'body.command',
  ])
})

describe('two edits of the same thing', () => {
  const began = { name: 'Backup', body: { kind: 'script', script: 'a' }, timeoutMs: null, env: { A: '1', B: '2' }, args: ['x'] }

  it('keep what only one of them changed, also within a field', () => {
    const theirs = { ...began, timeoutMs: 5_000, env: { A: '1', B: '2', C: '3' } }
    const mine = { ...began, body: { kind: 'script', script: 'b' }, env: { A: '1' } }
    const merged = merge<unknown>(began, theirs, mine)
    expect(merged.draft).toEqual({ ...began, timeoutMs: 5_000, body: { kind: 'script', script: 'b' }, env: { A: '1', C: '3' } })
    expect(merged.both).toEqual([])
    expect(merged.theirs.map(({ field }) => field)).toEqual(['timeoutMs', 'env.C'])
    expect(merged.mine.map(({ field }) => field)).toEqual(['body.script', 'env.B'])
  })

  it('are a conflict only where both changed a field to another value', () => {
    const theirs = { ...began, name: 'Theirs', args: ['y'] }
    const mine = { ...began, name: 'Mine', args: ['y'] }
    expect(merge<unknown>(began, theirs, mine)).toEqual({
      draft: mine,
      both: [{ field: 'name', theirs: 'Theirs', mine: 'Mine' }],
      lines: [],
      theirs: [],
      mine: [],
    })
  })

  it.each<[what: string, theirs: string, mine: string, merged: string | null]>([
    ['a first and a last line', 'zero\na\nb\nc', 'a\nb\nc\nd', 'zero\na\nb\nc\nd'],
    ['lines with one between them', 'A\nb\nc', 'a\nb', 'A\nb'],
    ['the same change and one more', 'A\nb\nc', 'A\nb\nC', 'A\nb\nC'],
    ['lines next to each other', 'A\nb\nc', 'a\nB\nc', null],
    ['the same line', 'A\nb\nc', 'x\nb\nc', null],
    ['all lines, and one', '', 'a\nb\nc\nd', null],
  ])('keep the lines of both in a script: %s', (_, theirs, mine, merged) => {
    const of = (script: string) => ({ ...began, body: { kind: 'script', script } })
    const found = merge<unknown>(of('a\nb\nc'), of(theirs), of(mine))
    expect(found.draft).toEqual(of(merged ?? mine))
    expect([found.both.length, found.lines.length]).toEqual(merged === null ? [1, 0] : [0, 1])
  })

  it('do not mix fields of another kind', () => {
    const theirs = { ...began, body: { kind: 'command', command: 'ls' } }
    const mine = { ...began, body: { kind: 'script', script: 'b' } }
    const merged = merge<unknown>(began, theirs, mine)
    expect(merged.draft).toEqual(mine)
    expect(merged.both.length).toBeGreaterThan(0)
  })

  it('conflict wherever they differ when nobody knows what they began from', () => {
    const merged = merge<unknown>(null, { ...began, timeoutMs: 5_000 }, { ...began, name: 'Mine' })
    expect(merged.both.map(({ field }) => field)).toEqual(['name', 'timeoutMs'])
  })
})

describe('a field that differs', () => {
  it('is read as a person reads it', () => {
    const at = (expr: string) => ({ timing: { kind: 'cron', expr }, timeoutMs: null })
    expect(differencesOf(at('0 10 * * *'), { ...at('15 8 * * *'), timeoutMs: 5_000 })).toEqual([
      { field: 'timing.expr', theirs: 'At 10:00, every day', mine: 'At 08:15, every day' },
      { field: 'timeoutMs', theirs: '', mine: '5 s' },
    ])
    const every = { timing: { kind: 'every', ms: 300_000, anchor: 0 } }
    expect(differencesOf({ timing: at('0 10 * * *').timing }, every)).toEqual([
      { field: 'timing', theirs: 'At 10:00, every day', mine: 'Every 5 minutes' },
    ])
    expect(differencesOf({ on: { kind: 'wake' } }, { on: { kind: 'login' } })).toEqual([
      { field: 'on', theirs: 'When the computer wakes up', mine: 'When you log in' },
    ])
  })

  it('has the name that the forms give it', () => {
    const paths = ['body.script', 'env.PATH', 'retry.maxAttempts', 'limits.memory.max', 'something.new']
    expect(paths.map(fieldName)).toEqual(['Script', 'Variable PATH', 'Maximum attempts', 'Memory limit: max', 'something.new'])
  })
})
