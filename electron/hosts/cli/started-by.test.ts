import { expect, it } from 'vitest'
import { startedByText } from './started-by.ts'

it.each([
  ['schedule', 'Every 5 minutes', 'schedule', 'its schedule: every 5 minutes'],
  ['schedule', 'Monday report', 'schedule', 'its schedule: Monday report'],
  ['trigger', 'When *.txt is added or changed in /in', 'files', 'a file trigger: *.txt added or changed in /in'],
  ['trigger', 'Sort', 'files', 'a file trigger: Sort'],
  ['trigger', 'When LocalFlow starts', 'app-start', 'a trigger: when LocalFlow starts'],
  ['hook', 'deploy', 'webhook', 'a webhook'],
  ['hook', 'from GitHub', 'webhook', 'a webhook: from GitHub'],
  ['local', 'you', 'cli', 'you (CLI)'],
] as const)('a run started by the %s "%s" says so', (kind, name, trigger, text) => {
  expect(startedByText({ actor: { kind, id: 'x', name }, trigger, title: 'deploy' })).toBe(text)
})
