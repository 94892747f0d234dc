import { useEffect, useState } from 'react'

const settleMs = 180

/** A value, once it has not changed for a moment: what a person typed, not every letter of it. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
