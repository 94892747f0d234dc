import { type RefObject, useEffect, useRef } from 'react'
import type { Goal } from './use-log.ts'

/** Pixels between a mark that was scrolled to and the edges of the view. */
const room = 80

/** Scrolls sideways to the hit in the line that was asked for last, as soon as it is drawn. */
export function useScrollToMark(scroller: RefObject<HTMLElement | null>, goal: Goal | null): void {
  const done = useRef<Goal | null>(null)
  // After each rendering: a line may be read only then.
  useEffect(() => {
    const element = scroller.current
    const mark = goal === null || done.current === goal ? null : element?.querySelector('.log-current mark')
    if (!element || !mark) return
    done.current = goal
    const view = element.getBoundingClientRect()
    const { left, right } = mark.getBoundingClientRect()
    const edge = view.left + (element.querySelector('.log-current > *')?.getBoundingClientRect().width ?? 0)
    if (left < edge) element.scrollLeft -= edge - left + room
    else if (right > view.right - room) element.scrollLeft += Math.min(left - edge - room, right - view.right + view.width / 3)
  })
}
