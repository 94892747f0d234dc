import { describe, expect, it } from 'vitest'
import { sameLayout, sameShape } from './same-parts.ts'
import { type Layout, plainPort, portsBelow, type Shape, type ShapeBox } from './shape.ts'

const box = (id: string, more: Partial<ShapeBox> = {}): ShapeBox => ({
  id,
  width: 168,
  height: 64,
  ports: portsBelow([plainPort], 168),
  at: { x: 0, y: 0 },
  ...more,
})
const shape = (...boxes: ShapeBox[]): Shape => ({
  boxes,
  ways: [{ id: 'w', from: 'a', port: plainPort, to: 'b', label: '', isTrouble: false }],
})
const layout = (x: number): Layout => ({
  ...{ width: 400, height: 400 },
  places: ['a', 'b'].map((id) => ({
    ...{ id, x: id === 'a' ? 0 : x, y: 0, width: 168, height: 64, parent: null, inset: { x: 0, y: 0 } },
  })),
  ways: [{ id: 'w', from: 'a', port: plainPort, to: 'b', label: '', isTrouble: false, points: [{ x, y: 1 }], labelAt: null }],
})

describe('the parts of a drawing that did not change', () => {
  it('stay the same objects, and so does a drawing in which nothing changed', () => {
    const old = shape(box('a'), box('b', { inner: shape(box('c')) }))
    expect(sameShape(old, shape(box('a'), box('b', { inner: shape(box('c')) })))).toBe(old)
    const moved = sameShape(old, shape(box('a', { at: { x: 8, y: 0 } }), box('b', { inner: shape(box('c')) })))
    expect(moved.boxes[0]).toEqual(box('a', { at: { x: 8, y: 0 } }))
    expect(moved.boxes[1]).toBe(old.boxes[1])
    expect(moved.ways).toBe(old.ways)
  })

  it('are none where something about them is another', () => {
    const old = shape(box('a'), box('b'))
    const others = [
      box('b', { width: 200 }),
      box('b', { at: undefined }),
      box('b', { isFirst: true }),
      box('b', { wish: { x: 1, y: 1 } }),
      box('b', { ports: portsBelow(['yes', 'no'], 168) }),
      box('b', { inner: shape(box('c')) }),
    ]
    for (const other of others) expect(sameShape(old, shape(box('a'), other))).toEqual(shape(box('a'), other))
    expect(sameShape(old, shape(box('b'), box('a')))).toEqual(shape(box('b'), box('a')))
    expect(sameShape(old, shape(box('a')))).toEqual(shape(box('a')))
  })

  it('stay the same in a layout', () => {
    const old = layout(200)
    expect(sameLayout(old, layout(200))).toBe(old)
    const moved = sameLayout(old, layout(208))
    expect(moved).toEqual(layout(208))
    expect(moved.places[0]).toBe(old.places[0])
  })
})
