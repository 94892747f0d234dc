import { expect, it } from 'vitest'
import { aligned, distributed } from './arrange.ts'

const box = (id: string, x: number, y: number, width = 100) => ({ id, x, y, width, height: 40 })
const boxes = [box('a', 0, 0), box('b', 130, 40), box('c', 400, 200, 200)]

it('boxes are aligned by their left edges, upper edges or centers', () => {
  expect([...aligned(boxes, 'left').values()].map(({ x }) => x)).toEqual([0, 0, 0])
  expect([...aligned(boxes, 'top').values()].map(({ y }) => y)).toEqual([0, 0, 0])
  expect([...aligned(boxes, 'center')].map(([id, { x }]) => x + (id === 'c' ? 100 : 50))).toEqual([243, 243, 243])
})

it('boxes are distributed with equal gaps, and the outer ones stay', () => {
  const across = distributed(boxes, 'across')
  expect([across.get('a')?.x, across.get('b')?.x, across.get('c')?.x]).toEqual([0, 200, 400])
  expect(across.get('b')?.y).toBe(40)
  expect(distributed(boxes.slice(0, 2), 'down').size).toBe(0)
})
