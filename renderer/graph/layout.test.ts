import Elk from 'elkjs/lib/elk.bundled.js'
import { describe, expect, it } from 'vitest'
import { layOut } from './layout.ts'
import { type Layout, type Point, plainPort, portsBelow, type Shape, type ShapeBox } from './shape.ts'

const elk = new Elk()
const box = (id: string, at?: Point): ShapeBox => ({ id, width: 168, height: 64, ports: portsBelow([plainPort], 168), at })
const way = (from: string, to: string) => ({ id: `${from} ${to}`, from, port: plainPort, to, label: '', isTrouble: false })
const shapeOf = (boxes: ShapeBox[], ...ways: [string, string][]): Shape => ({
  boxes,
  ways: ways.map(([from, to]) => way(from, to)),
})

const placeOf = ({ places }: Layout, id: string) => {
  const found = places.find((place) => place.id === id)
  if (!found) throw new Error(`${id} has no place`)
  return found
}

const touching = ({ places }: Layout): string[] =>
  places.flatMap((a, index) =>
    places
      .slice(index + 1)
      .filter(
        (b) =>
          a.parent === b.parent && a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height,
      )
      .map((b) => `${a.id} ${b.id}`),
  )

describe('the layout of a drawing', () => {
  it('goes from top to bottom, and ways start at their ports', async () => {
    const layout = await layOut(elk, shapeOf([box('a'), box('b'), box('c')], ['a', 'b'], ['b', 'c']))
    expect(placeOf(layout, 'a').y + 64).toBeLessThan(placeOf(layout, 'b').y)
    expect(placeOf(layout, 'b').y + 64).toBeLessThan(placeOf(layout, 'c').y)
    const { x, y } = placeOf(layout, 'a')
    expect(layout.ways[0]?.points[0]).toEqual({ x: x + 84, y: y + 64 })
  })

  it('keeps what was placed by hand, and places what is new below what leads to it', async () => {
    const placed = [box('a', { x: 700, y: 40 }), box('b', { x: 300, y: 500 })]
    const layout = await layOut(elk, shapeOf([...placed, box('new'), box('other')], ['a', 'b'], ['b', 'new'], ['b', 'other']))
    expect(placeOf(layout, 'a')).toMatchObject({ x: 700, y: 40 })
    expect(placeOf(layout, 'b')).toMatchObject({ x: 300, y: 500 })
    expect(placeOf(layout, 'new').y).toBeGreaterThanOrEqual(500 + 64)
    expect(touching(layout)).toEqual([])
  })

  it('puts nothing on what lies in the way', async () => {
    const crowd = [box('a', { x: 0, y: 0 }), box('b', { x: 0, y: 108 }), box('c', { x: 190, y: 108 })]
    const layout = await layOut(elk, shapeOf([...crowd, box('new')], ['a', 'b'], ['a', 'new']))
    expect(touching(layout)).toEqual([])
    expect(placeOf(layout, 'b')).toMatchObject({ x: 0, y: 108 })
  })

  it('keeps the points of a way between boxes that nobody moved, and drops those of a moved one', async () => {
    const auto = await layOut(elk, shapeOf([box('a'), box('b'), box('c')], ['a', 'b'], ['b', 'c']))
    const moved = await layOut(
      elk,
      shapeOf([box('a', { x: 400, y: 0 }), box('b'), box('c', { x: 0, y: 900 })], ['a', 'b'], ['b', 'c']),
    )
    expect(auto.ways.every(({ points }) => points.length >= 2)).toBe(true)
    expect(moved.ways.map(({ points }) => points.length > 0)).toEqual([true, false])
  })

  it('draws a flow that is opened within its box', async () => {
    const inner = shapeOf([box('outer/x'), box('outer/y')], ['outer/x', 'outer/y'])
    const layout = await layOut(elk, shapeOf([box('a'), { ...box('outer'), inner }, box('z')], ['a', 'outer'], ['outer', 'z']))
    const outer = placeOf(layout, 'outer')
    for (const id of ['outer/x', 'outer/y']) {
      const { parent, x, y, width, height } = placeOf(layout, id)
      expect(parent).toBe('outer')
      expect(x).toBeGreaterThan(0)
      expect(y).toBeGreaterThan(0)
      expect(x + width).toBeLessThan(outer.width)
      expect(y + height).toBeLessThan(outer.height)
    }
    expect(touching(layout)).toEqual([])
  })
})
