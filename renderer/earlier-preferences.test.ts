import { expect, it } from 'vitest'
import { defaultPreferences } from '../shared/model/preferences.ts'
import { earlierPreferences, stillUnset } from './earlier-preferences.ts'

it('preferences that a browser kept are read under their new names, and invalid ones are left out', () => {
  const state = { theme: 'dark', logTimes: 'sometimes', recent: ['run 1'], seenAway: 7, dismissed: ['r1'], drafts: { new: {} } }
  expect(earlierPreferences(state)).toEqual({ theme: 'dark', recent: ['run 1'], dismissedAway: 7 })
  expect(earlierPreferences(null)).toEqual({})
  expect(earlierPreferences('dark')).toEqual({})
})

it('a preference that LocalFlow already has is not replaced by the one of a browser', () => {
  const saved = { ...defaultPreferences, theme: 'light' as const }
  expect(stillUnset(saved, { theme: 'dark', logTimes: 'off', recent: ['run 1'] })).toEqual({ recent: ['run 1'] })
})
