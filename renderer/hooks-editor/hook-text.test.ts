import { expect, test } from 'vitest'
import { Hook, hookEvents } from '../../shared/model/hook.ts'
import { actionOf, actionPart, eventsOf, newHook, withAction, withEvent, withField } from './hook-text.ts'

test('one event of a hook stays a word, several are a list, and a list stays a list', () => {
  const two = withEvent({ on: 'failure', job: 'tell' }, 'timeout', true)
  expect(two['on']).toEqual(['failure', 'timeout'])
  expect(withEvent(two, 'timeout', false)['on']).toEqual(['failure'])
  expect(withEvent({ on: 'failure' }, 'success', true)['on']).toEqual(['success', 'failure'])
  expect(withEvent({ on: 'failure' }, 'failure', false)['on']).toEqual([])
})

test('events that nobody knows are left out of the ticks', () => {
  expect(eventsOf({ on: ['failure', 'faliure'] })).toEqual(['failure'])
  expect(eventsOf({})).toEqual([])
  expect(eventsOf({ on: hookEvents })).toEqual([...hookEvents])
})

test('another action takes the fields of the first with it, and choosing the first again brings them back', () => {
  const request = { on: 'failure', name: 'tell', url: 'https://x.test', method: 'PUT', headers: { a: 'b' }, body: '{}' }
  const command = withAction(request, 'command', undefined)
  expect(command).toEqual({ on: 'failure', name: 'tell', command: '' })
  expect(actionOf(command)).toBe('command')
  expect(withAction(command, 'url', actionPart(request))).toEqual(request)
})

test('a new hook needs the name of a job, and is valid with one', () => {
  expect(Hook.safeParse(newHook).success).toBe(false)
  expect(Hook.safeParse(withField(newHook, 'job', 'tell')).success).toBe(true)
  expect(withField({ on: 'failure', name: 'x' }, 'name', undefined)).toEqual({ on: 'failure' })
})
