import { expect, it } from 'vitest'
import { eachOf, failureText } from './each-of.ts'

it('what fails for one item does not keep it from the others', async () => {
  let most = 0
  let active = 0
  const { done, failed } = await eachOf(
    Array.from({ length: 20 }, (_, n) => n),
    async (n) => {
      most = Math.max(most, ++active)
      await Promise.resolve()
      active--
      if (n % 10 === 3) throw new Error(`no ${n}`)
    },
  )
  expect(done.length).toBe(18)
  expect(failed).toEqual([
    { item: 3, message: 'no 3' },
    { item: 13, message: 'no 13' },
  ])
  expect(most).toBeLessThanOrEqual(6)
})

it('failures are told by name, the first of many', () => {
  const failed = ['A', 'B', 'C', 'D', 'E'].map((item) => ({ item, message: 'It is gone.' }))
  expect(failureText(failed.slice(0, 1), String)).toBe('"A": It is gone.')
  expect(failureText(failed, String)).toBe('"A": It is gone. "B": It is gone. "C": It is gone. And 2 more.')
})

it('each end is counted, and nothing more is begun once it is over', async () => {
  let steps = 0
  const begun: number[] = []
  const { done, failed } = await eachOf(
    Array.from({ length: 30 }, (_, n) => n),
    async (n) => {
      begun.push(n)
      await Promise.resolve()
      if (n === 2) throw new Error('no')
    },
    { step: () => steps++, isOver: () => steps >= 9 },
  )
  expect(steps).toBe(begun.length)
  expect(done.length + failed.length).toBe(begun.length)
  expect(begun.length).toBeLessThan(18)
})
