import { useEffect, useState } from 'react'
import { useKeys } from './keys.ts'

/** One chosen row of a list, moved with the arrows or J and K, opened with Enter. */
export function useSelection(length: number, open: (index: number) => void): { selected: number; select(index: number): void } {
  const [selected, select] = useState(-1)
  useEffect(() => {
    if (selected >= length) select(length - 1)
  }, [selected, length])
  const move = (by: number) => () => select((at) => (length === 0 ? -1 : Math.min(length - 1, Math.max(0, at + by))))
  const enter = (event: KeyboardEvent) => {
    // Enter on a button or a link is its own.
    const target = event.target as HTMLElement
    if (target.closest('button, a')) return void target.click()
    if (selected >= 0) open(selected)
  }
  useKeys({ next: move(1), previous: move(-1), open: enter })
  return { selected, select }
}
