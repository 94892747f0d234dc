import { useEffect, useState } from 'react'

const debounceMs = 180

/** A value, once it has not changed for a moment: what a person typed, not every letter of it. */
export function useDebounced<T>(value: T): T {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), debounceMs)
    return () => clearTimeout(timer)
  }, [value])
  return debounced
}
