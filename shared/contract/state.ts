import * as z from 'zod'
import { StateChange, StateExpected, StateKey, StateOwner, StateText, StateValue } from '../model/state.ts'
import { access } from './base.ts'

const tags = ['State']
const Key = z.object({ key: StateKey })

/** Values that scripts keep from one run of a job to the next. */
export const state = {
  list: access('viewer', 'state')
    .route({ method: 'GET', path: '/state', tags, summary: 'List the state of a job, flow or pipeline by key' })
    .input(StateOwner)
    .output(z.object({ items: z.array(StateValue) })),
  get: access('viewer', 'state')
    .route({ method: 'GET', path: '/state/{key}', tags, summary: 'Get the value of a key' })
    .input(Key.extend(StateOwner.shape))
    .output(StateValue),
  history: access('viewer', 'state')
    .route({ method: 'GET', path: '/state/{key}/history', tags, summary: 'List the last 100 changes of a key, newest first' })
    .input(Key.extend(StateOwner.shape))
    .output(z.object({ items: z.array(StateChange) })),
  set: access('operator', 'state')
    .route({
      method: 'PUT',
      path: '/state/{key}',
      tags,
      summary: 'Set a key, on request only if it has a certain value or version now (409 otherwise)',
    })
    .input(Key.extend({ value: StateText, ...StateOwner.shape, ...StateExpected.shape }))
    .output(StateValue),
  remove: access('operator', 'state')
    .route({
      method: 'DELETE',
      path: '/state/{key}',
      tags,
      summary: 'Delete a key, on request only if it has a certain value or version now (409 otherwise)',
    })
    .input(Key.extend({ ...StateOwner.shape, ...StateExpected.shape }))
    .output(StateValue),
}
