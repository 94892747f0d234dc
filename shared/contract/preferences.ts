import * as z from 'zod'
import { Preferences, PreferencesChange } from '../model/preferences.ts'
import { access } from './base.ts'
import { FoundDefinition } from './search.ts'

const tags = ['System']

/** Everybody reads and changes their own. */
export const preferences = {
  get: access('viewer', 'preference')
    .route({ method: 'GET', path: '/preferences', tags, summary: 'Get what the caller chose for themselves, such as the theme' })
    .output(Preferences),
  update: access('viewer', 'preference')
    .route({
      method: 'PUT',
      path: '/preferences',
      tags,
      summary: 'Change some preferences of the caller; the others stay as they are',
    })
    .input(PreferencesChange)
    .output(Preferences),
  favorites: access('viewer', 'preference')
    .route({
      method: 'GET',
      path: '/favorites',
      tags,
      summary: 'List the favorite jobs, flows and pipelines of the caller in their order, without those that were deleted',
    })
    .output(z.object({ items: z.array(FoundDefinition) })),
}
