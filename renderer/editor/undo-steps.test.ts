import { expect, it } from 'vitest'
import { noSteps, noted, redone, undone } from './undo-steps.ts'

const change = (topic: string, at: number) => ({ label: topic, topic, at })

it('typing within a second is one step, what comes later or elsewhere another', () => {
  let steps = noted(noSteps, 'a', 'ab', change('code', 0))
  steps = noted(steps, 'ab', 'abc', change('code', 900))
  steps = noted(steps, 'abc', 'xabc', change('code', 1_950))
  steps = noted(steps, 'xabc', 'xab', change('title', 2_000))
  expect(steps.done).toHaveLength(3)
  const first = undone(steps, 'xab')
  const second = first && undone(first.steps, first.text)
  const third = second && undone(second.steps, second.text)
  expect([first?.text, second?.text, third?.text]).toEqual(['xabc', 'abc', 'a'])
  expect(third && redone(third.steps, third.text)?.text).toBe('abc')
  expect(third && undone(third.steps, third.text)).toBeNull()
})

it('the last 200 steps can be undone, and a change forgets what was undone', () => {
  let [steps, text] = [noSteps, '']
  for (let index = 0; index < 250; index++) {
    steps = noted(steps, text, `${text}.`, change('', index))
    text += '.'
  }
  expect(steps.done).toHaveLength(200)
  const back = undone(steps, text)
  expect(back && noted(back.steps, back.text, 'new', change('', 0)).undone).toEqual([])
})
