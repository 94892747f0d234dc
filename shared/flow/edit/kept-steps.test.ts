import { expect, it } from 'vitest'
import { keptSteps, readSteps } from './kept-steps.ts'

const step = (inserted: string) => ({ splices: [{ at: 0, removed: '', inserted }], label: 'Type', topic: '', at: 1 })

it('steps are read again for the text that they belong to, and for no other', () => {
  const steps = { done: [step('a'), step('b')], undone: [step('c')] }
  const kept = keptSteps('start: a', steps)
  expect(readSteps('start: a', kept)).toEqual(steps)
  for (const text of ['start: b', '', 'start: a ']) expect(readSteps(text, kept)).toBeNull()
  for (const damaged of [null, '', '{', '[]', '{"of":"8 x y"}', kept.replace('"at":0', '"at":"0"')])
    expect(readSteps('start: a', damaged)).toBeNull()
})

it('the newest steps are kept, up to a million characters', () => {
  const done = Array.from({ length: 200 }, (_, index) => step(String(index).padEnd(20_000, '.')))
  const kept = keptSteps('x', { done, undone: [] })
  expect(kept.length).toBeLessThanOrEqual(1_000_000)
  expect(readSteps('x', kept)?.done.at(-1)).toEqual(done.at(-1))
})
