import { describe, expect, it } from 'vitest'
import { openingViewport } from './opening.ts'
import { boxWidthFor, type Layout } from './shape.ts'

const window = { width: 600, height: 500 }
const [boxWidth, boxHeight] = [168, 52]

const chain = (length: number): Layout => ({
  places: Array.from({ length }, (_, index) => ({
    id: `step ${index}`,
    parent: null,
    inset: { x: 0, y: 0 },
    x: 0,
    y: index * 96,
    width: boxWidth,
    height: boxHeight,
  })),
  ways: [],
  width: boxWidth,
  height: length * 96,
})

/** Where a box lies in the window. */
function shownAt(layout: Layout, focus: string | null, key: string): { left: number; top: number; right: number } {
  const { x, y, zoom } = openingViewport(layout, window, focus)
  const place = layout.places.find((each) => each.id === key) ?? { x: Number.NaN, y: Number.NaN }
  return { left: x + place.x * zoom, top: y + place.y * zoom, right: x + (place.x + boxWidth) * zoom }
}

describe('a drawing opens', () => {
  it('as a whole and in the middle where it fits', () => {
    const { x, y, zoom } = openingViewport(chain(3), window, 'step 2')
    expect(zoom).toBe(1)
    expect([x, y]).toEqual([(600 - boxWidth) / 2, (500 - 2 * 96 - boxHeight) / 2])
  })

  it('at the box in focus, large enough to read, where it does not fit', () => {
    const { left, top, right } = shownAt(chain(500), 'step 400', 'step 400')
    expect(left).toBeGreaterThan(0)
    expect(right).toBeLessThan(600)
    expect(top).toBeCloseTo(100)
    expect(openingViewport(chain(500), window, 'step 400').zoom).toBe(0.85)
  })

  it('at its first box where the one in focus is not drawn', () => {
    expect(shownAt(chain(500), 'gone', 'step 0').top).toBeCloseTo(100)
  })
})

describe('the boxes of a drawing', () => {
  it('are as wide as the longest name needs, within limits', () => {
    expect(boxWidthFor(['a', 'Deploy version 1.4.2 to'])).toBe(224)
    expect(boxWidthFor(['a'])).toBe(168)
    expect(boxWidthFor(['a'.repeat(200)])).toBe(280)
  })
})
