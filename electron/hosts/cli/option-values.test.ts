import { expect, it } from 'vitest'
import { choiceOption, choicesOption, once, seconds } from './option-values.ts'

it.each([
  ['90', 90],
  ['1.5', 1.5],
  ['90s', 90],
  ['15m', 900],
  ['1h30m', 5_400],
])('a timeout of %s is %d seconds', (text, value) => {
  expect(seconds(text)).toBe(value)
})

it.each(['0', '-1', 'soon', '0s', '', '1.2.3'])('a timeout of "%s" is refused, with examples', (text) => {
  expect(() => seconds(text)).toThrow('Give a number of seconds, or a duration such as 90s, 15m or 1h30m.')
})

it('an option that names one file is refused a second time', () => {
  expect(once('a.yaml', undefined)).toBe('a.yaml')
  expect(() => once('b.yaml', 'a.yaml')).toThrow('Give it once.')
})

const status = choicesOption('--status <STATUS>', 'Statuses', ['failed', 'cancelled', 'running'], { canceled: 'cancelled' })
const state = choiceOption('--state <STATE>', 'State', ['open', 'resolved'])
const parsed = (option: typeof status, ...texts: string[]): unknown =>
  texts.reduce((before: unknown, text) => option.parseArg?.(text, before), undefined)

it('an option with choices takes several of them, in any case and by other words for them', () => {
  expect(parsed(status, 'FAILED,canceled', 'failed, running')).toEqual(['failed', 'cancelled', 'running'])
  expect(parsed(state, 'Open')).toBe('open')
})

it.each([
  [state, 'opn', 'Did you mean "open"?'],
  [state, 'xyz', 'Choose one of open, resolved.'],
  [status, 'failed,runing', 'Did you mean "running" instead of "runing"?'],
  [status, 'failed,constructor', '"constructor" is not one of failed, cancelled, running.'],
])('a word that is not a choice is refused, and the nearest choice is named', (option, text, message) => {
  expect(() => parsed(option, text)).toThrow(message)
})
