import { expect, it } from 'vitest'
import { apiTokenActor, localActor } from '../../../shared/model/actor.ts'
import { defaultPreferences } from '../../../shared/model/preferences.ts'
import { actAs } from '../base/actor.ts'
import { openTestStore } from '../testing/engine.ts'
import { createPreferenceActions } from './preferences.ts'

const asMe = <T>(act: () => T): T => actAs(localActor, act)

it('each actor has preferences of their own, whatever name the actor has', async () => {
  let changes = 0
  const preferences = createPreferenceActions(openTestStore(), () => changes++)
  await asMe(() => preferences.update({ theme: 'dark', recent: ['run 1'] }))
  await asMe(() => preferences.update({ theme: 'light' }))
  const mine = { ...defaultPreferences, theme: 'light', recent: ['run 1'] }
  expect(actAs({ ...localActor, name: 'Ada' }, preferences.get)).toEqual(mine)
  expect(actAs(apiTokenActor, preferences.get)).toEqual(defaultPreferences)
  expect(actAs({ kind: 'account', id: 'a1', name: 'Ada' }, preferences.get)).toEqual(defaultPreferences)
  expect(changes).toBe(2)
})

it('a stored preference that this release cannot read counts as not set', async () => {
  const store = openTestStore()
  const change = { theme: 'sepia' as 'dark', logTimes: 'absolute' } as const
  await store.submit('save preferences', () => store.preferences.update(localActor, change))
  expect(asMe(createPreferenceActions(store, () => {}).get)).toEqual({ ...defaultPreferences, logTimes: 'absolute' })
})
