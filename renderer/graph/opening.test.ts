import Elk from 'elkjs/lib/elk.bundled.js'
import { describe, expect, it } from 'vitest'
import { boxWidthFor, type Layout, layOut, nodeHeight } from './layout.ts'
import { openingViewport } from './opening.ts'

const window = { width: 600, height: 500 }
const boxWidth = 168

const chain = (length: number): Layout => ({
  places: Array.from({ length }, (_, index) => ({ key: `step ${index}`, x: 0, y: index * 96 })),
  ways: [],
  boxWidth,
})

/** Where a box lies in the window. */
function shownAt(layout: Layout, focus: string | null, key: string): { left: number; top: number; right: number } {
  const { x, y, zoom } = openingViewport(layout, window, focus)
  const place = layout.places.find((each) => each.key === key) ?? { x: Number.NaN, y: Number.NaN }
  return { left: x + place.x * zoom, top: y + place.y * zoom, right: x + (place.x + boxWidth) * zoom }
}

describe('a drawing opens', () => {
  it('as a whole and in the middle where it fits', () => {
    const { x, y, zoom } = openingViewport(chain(3), window, 'step 2')
    expect(zoom).toBe(1)
    expect([x, y]).toEqual([(600 - boxWidth) / 2, (500 - 2 * 96 - nodeHeight) / 2])
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
    expect(boxWidthFor(['a', 'Deploy version 1.4.2 to'])).toBe(217)
    expect(boxWidthFor(['a'])).toBe(168)
    expect(boxWidthFor(['a'.repeat(200)])).toBe(280)
  })

  it('are laid out with that width', async () => {
    const ways = ['b', 'c'].map((to) => ({ id: to, from: 'a', to, label: '', isTrouble: false }))
    const { places } = await layOut(new Elk(), { keys: ['a', 'b', 'c'], first: 'a', ways, boxWidth: 280 })
    const [left, right] = places.filter(({ key }) => key !== 'a').map(({ x }) => x)
    expect(Math.abs((right ?? 0) - (left ?? 0))).toBeGreaterThanOrEqual(280)
  })
})
