import { expect, it } from 'vitest'
import { localActor } from '../../../shared/model/actor.ts'
import { words } from './words.ts'

const change = (
  field: string,
  from: string | boolean | string[] | null,
  to: string | boolean | string[] | null,
  about: string | null = null,
) => words.change({ kind: 'change', id: 'e1', at: 0, actor: localActor, field, from, to, about }, 'job')

it('a change reads as what somebody did, and names an unknown field as it is', () => {
  expect(change('enabled', true, false)).toBe('disabled the job')
  expect(change('name', 'a', 'b')).toBe('changed the name from a to b')
  expect(change('tags', [], ['x', 'y'])).toBe('changed the tags from none to x, y')
  expect(change('schedule', null, 'At 09:00')).toBe('added the schedule "At 09:00"')
  expect(change('schedule paused', null, 'stocktaking', 'At 09:00')).toBe('paused the schedule "At 09:00": stocktaking')
  expect(change('schedule paused', 'stocktaking', null, 'At 09:00')).toBe('resumed the schedule "At 09:00"')
  expect(change('color', 'red', null)).toBe('changed color from red to none')
})
