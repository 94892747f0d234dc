import { expect, it } from 'vitest'
import { hookAt, hookKey, rowsOfHooks } from './rows-of-hooks.ts'

const ended = { run: { id: 'a', number: 2 }, status: 'succeeded', error: null, startedAt: 10, endedAt: 30 } as const
const hooks = [
  { ...ended, step: 'on success: tell' },
  { ...ended, step: 'on failure: tell', run: null, status: 'failed', error: 'no job', startedAt: null } as const,
  { ...ended, step: 'on success: tell', status: 'queued', startedAt: null, endedAt: null } as const,
]

it('each hook is a step of the log, also one that waits or could not start', () => {
  expect(rowsOfHooks(hooks).map(({ key, name, look, segments }) => [key, name, look.word, segments.length])).toEqual([
    [hookKey(0), 'on success: tell', 'Succeeded', 1],
    [hookKey(1), 'on failure: tell', 'Failed', 0],
    [hookKey(2), 'on success: tell', 'Waiting', 0],
  ])
})

it('an address names the newest hook of a name, as the log does', () => {
  expect([hookAt(hooks, { step: 'on success: tell' }), hookAt(hooks, { step: 'tests' }), hookAt(hooks, { step: null })]).toEqual([
    2, -1, -1,
  ])
})
