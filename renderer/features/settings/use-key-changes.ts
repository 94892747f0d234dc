import type { Preferences } from '../../../shared/model/preferences.ts'
import { changePreferences, usePreferences } from '../../preferences.ts'
import { withKeys } from '../../ui/key-changes.ts'
import type { KeyId } from '../../ui/key-table.ts'
import { toast } from '../../ui/toasts.tsx'
import { words } from './words.ts'

type Keys = Preferences['keys']

/** Saves the changed keys, and offers to undo it. */
async function save(changed: (before: Keys) => Keys, said: string): Promise<void> {
  let old: Keys = {}
  const isSaved = await changePreferences(({ keys }) => {
    old = keys
    return { keys: changed(keys) }
  })
  if (isSaved) toast(said, { undo: () => void changePreferences(() => ({ keys: old })) })
}

export function useKeyChanges() {
  const { keys, singleKeys } = usePreferences()
  return {
    keys,
    singleKeys,
    set: (id: KeyId, chosen: readonly string[], said: string) => save((before) => withKeys(id, chosen, before), said),
    resetAll: () => void save(() => ({}), words.keysReset),
    setSingleKeys: (on: boolean) => void changePreferences(() => ({ singleKeys: on })),
  }
}
