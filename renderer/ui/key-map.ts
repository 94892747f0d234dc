import { create } from 'zustand'
import { isSingle, type KeyChanges, keyIds, keysOf, noChanges } from './key-changes.ts'
import type { KeyId } from './key-table.ts'

/** The keys that work now, and the presses that start a sequence: what is pressed next belongs to it. */
export type KeyMap = { keys: Record<KeyId, readonly string[]>; prefixes: ReadonlySet<string> }

export function keyMapOf({ keys, singleKeys }: KeyChanges): KeyMap {
  const working = (id: KeyId): readonly string[] => keysOf(id, keys).filter((key) => singleKeys || !isSingle(key))
  const entries = keyIds.map((id) => [id, working(id)] as const)
  const sequences = entries.flatMap(([, of]) => of).filter((key) => key.includes(' '))
  return {
    // Every id of the table is among the entries.
    keys: Object.fromEntries(entries) as KeyMap['keys'],
    prefixes: new Set(sequences.map((key) => key.slice(0, key.lastIndexOf(' ')))),
  }
}

export const useKeyMap = create<KeyMap>(() => keyMapOf(noChanges))

/** From now on, all of the window goes by these keys. */
export const setKeyChanges = (changes: KeyChanges): void => useKeyMap.setState(keyMapOf(changes))
