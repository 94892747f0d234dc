import { expect, it } from 'vitest'
import { shown } from '../print.ts'
import { timeText } from '../time-text.ts'
import { dueText, hookLine } from './inspect.ts'

it('says until when a run waits, if a time ends the wait', () => {
  const at = Date.UTC(2100, 0, 2, 22, 15)
  expect(dueText('Not due yet.', at)).toBe(`Not due yet, until ${timeText(at)}.`)
  expect(dueText('The queue "default" is paused.', null)).toBe('The queue "default" is paused.')
})

it('lists hooks with their runs and errors, also one that did not start', () => {
  const hook = { step: 'on failure: tell', startedAt: null, endedAt: null }
  const line = (of: Pick<Parameters<typeof hookLine>[0], 'run' | 'status' | 'error'>) => hookLine({ ...hook, ...of }).map(shown)
  expect(line({ run: { id: 'x', number: 10 }, status: 'succeeded', error: null })).toEqual([
    'on failure: tell',
    '✓ succeeded',
    '10',
    '',
  ])
  expect(line({ run: null, status: 'failed', error: 'There is no job "Gone".' })).toEqual([
    'on failure: tell',
    '✗ failed',
    'did not start',
    'There is no job "Gone".',
  ])
})
