import { readFavorite } from '../../../shared/model/favorite.ts'
import type { Preferences, PreferencesChange } from '../../../shared/model/preferences.ts'
import { currentActor } from '../base/actor.ts'
import type { DefinitionName } from '../store/definition-names.ts'
import type { Store } from '../store/store.ts'

export type PreferenceActions = ReturnType<typeof createPreferenceActions>

/** The preferences of the current actor. `changed` is called after each commit: another window of the person shows them too. */
export const createPreferenceActions = (store: Store, changed: () => void) => ({
  get: (): Preferences => store.preferences.read(currentActor()),
  /** Jobs, flows and pipelines, in the person's order. One that was deleted is left out, and has its place again once it is restored. */
  favorites: (): DefinitionName[] =>
    store.preferences.read(currentActor()).favorites.flatMap((key) => {
      const favorite = readFavorite(key)
      if (favorite === null || favorite.kind === 'view') return []
      return store.definitionNames.get(favorite.kind, favorite.id) ?? []
    }),
  /** Keys that are not named stay. */
  async update(change: PreferencesChange): Promise<Preferences> {
    const saved = await store.submit('save preferences', () => {
      store.preferences.update(currentActor(), change)
      return store.preferences.read(currentActor())
    })
    changed()
    return saved
  },
})
