import { useRef } from 'react'

/** The value, or the last one that was complete while it is null. */
export function useLastComplete<T>(value: T | null): T | null {
  const last = useRef<T | null>(null)
  if (value !== null) last.current = value
  return last.current
}
