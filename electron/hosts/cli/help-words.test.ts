import { expect, it } from 'vitest'
import { withHelpLast } from './help-words.ts'

it.each([
  [
    ['help', 'schedule', 'add'],
    ['schedule', 'help', 'add'],
  ],
  [
    ['help', 'run'],
    ['help', 'run'],
  ],
  [['help'], ['help']],
  [
    ['help', 'schedule', '--json'],
    ['help', 'schedule', '--json'],
  ],
  [
    ['job', 'create', 'help', '--', 'x'],
    ['job', 'create', 'help', '--', 'x'],
  ],
])('lf help finds a subcommand: %j', (given, read) => {
  expect(withHelpLast(['node', 'lf', ...given])).toEqual(['node', 'lf', ...read])
})
