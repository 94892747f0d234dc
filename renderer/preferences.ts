import { QueryObserver, useQuery } from '@tanstack/react-query'
import { defaultPreferences, type Preferences, type PreferencesChange, recentLength } from '../shared/model/preferences.ts'
import { api, client, queryClient } from './api/client.ts'
import { stillUnset } from './earlier-preferences.ts'
import { toastError } from './ui/toasts.tsx'
import { useWindowState } from './window-state.ts'
import { preferencesNotSaved } from './words.ts'

const options = api.preferences.get.queryOptions()

/** The person's preferences; null until they are read. */
export const useKnownPreferences = (): Preferences | null => useQuery(options).data ?? null

/** The person's preferences; the defaults until they are read. */
export const usePreferences = (): Preferences => useKnownPreferences() ?? defaultPreferences

let changing: Promise<unknown> = Promise.resolve()

/**
 * Shows the change, and saves it for every other window. One change follows the other: each starts from what the one before
 * it left. False: it could not be saved, the person was told (`failed`), and it no longer shows.
 */
export function changePreferences(
  changeOf: (before: Preferences) => PreferencesChange,
  failed = preferencesNotSaved,
): Promise<boolean> {
  const changed = changing.then(() => change(changeOf, failed))
  changing = changed
  return changed
}

async function change(changeOf: (before: Preferences) => PreferencesChange, failed: string): Promise<boolean> {
  let undo = () => {}
  try {
    const before = await queryClient.ensureQueryData(options)
    const wanted = changeOf(before)
    // An answer that is on its way would show the old value for a moment.
    await queryClient.cancelQueries({ queryKey: options.queryKey })
    const shown = queryClient.setQueryData(options.queryKey, Object.assign({}, before, wanted))
    undo = () => void queryClient.setQueryData(options.queryKey, (now) => (now === shown ? before : now))
    const saved = await client.preferences.update(wanted)
    // An answer from before the change was saved must not undo it here.
    await queryClient.cancelQueries({ queryKey: options.queryKey })
    queryClient.setQueryData(options.queryKey, saved)
    return true
  } catch (error) {
    undo()
    toastError(failed, error)
    void queryClient.invalidateQueries({ queryKey: options.queryKey })
    return false
  }
}

const first = (value: string, others: string[], length: number): string[] =>
  [value, ...others.filter((other) => other !== value)].slice(0, length)

/** The person used a command of the palette. */
export const usedCommand = (command: string): void =>
  void changePreferences(({ recent }) => ({ recent: first(command, recent, recentLength) }))

/** Passes the preferences to `read` whenever they change, and adopts those that an earlier release kept in this browser. */
export function followPreferences(read: (preferences: Preferences) => void): void {
  new QueryObserver(queryClient, options).subscribe(({ data }) => {
    // Taking over hands out the result in its turn.
    if (data && !takesOver(data)) read(data)
  })
}

/** Once a start: what could not be saved is kept for the next one. */
let hasTriedTakingOver = false

function takesOver(saved: Preferences): boolean {
  const { earlier, set } = useWindowState.getState()
  if (earlier === null || hasTriedTakingOver) return false
  hasTriedTakingOver = true
  set({ earlier: null })
  const change = stillUnset(saved, earlier)
  if (Object.keys(change).length === 0) return false
  void changePreferences(() => change).then((isSaved) => {
    if (!isSaved) set({ earlier })
  })
  return true
}
