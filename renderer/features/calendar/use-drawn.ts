import { startTransition, useEffect, useState } from 'react'

/** Parts that are added at once, each time the window has nothing else to do. */
const step = 2

/**
 * Which parts of a long page are drawn: at first those that fit into the window around `middle`, then the others, nearest
 * first. The places of the others are kept by their heights. `page` names the page: another one starts again.
 */
export function useDrawn(page: string, heights: number[], middle: number): (part: number) => boolean {
  const order = heights.map((_, part) => part).sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  const [drawn, setDrawn] = useState({ page, count: 0 })
  const least = fitting(order.map((part) => heights[part] ?? 0))
  const count = Math.max(least, drawn.page === page ? drawn.count : 0)
  const isWhole = count >= heights.length
  useEffect(() => {
    if (isWhole) return
    const timer = setTimeout(() => startTransition(() => setDrawn({ page, count: count + step })))
    return () => clearTimeout(timer)
  }, [page, count, isWhole])
  const shown = new Set(order.slice(0, count))
  return (part) => shown.has(part)
}

/** How many of the heights fill the window, which may show parts on both sides of the middle. */
function fitting(heights: number[]): number {
  let sum = 0
  for (const [count, height] of heights.entries()) {
    sum += height
    if (sum > innerHeight * 1.5) return count + 1
  }
  return heights.length
}
