import { useSyncExternalStore } from 'react'

/** A window so narrow that its header holds one button: a phone, or 400 % zoom. */
const narrow = matchMedia('(max-width: 480px)')

const subscribe = (onChange: () => void) => {
  narrow.addEventListener('change', onChange)
  return () => narrow.removeEventListener('change', onChange)
}

export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => narrow.matches)
