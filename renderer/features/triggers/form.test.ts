import { expect, it } from 'vitest'
import { type JobTrigger, TriggerDraft, type TriggerInput } from '../../../shared/model/trigger.ts'
import { check, formOf, newForm } from './form.ts'

const events: TriggerInput['on'][] = [
  {
    kind: 'files',
    ...{ path: '/srv/in', patterns: ['*.csv', '!*.tmp.csv'], changes: ['added', 'removed'] },
    ...{ debounceMs: 2_500, runs: 'batch', gatherMs: 5_000, catchUp: false },
  },
  { kind: 'after', job: 'Build', outcome: 'failure' },
  { kind: 'webhook' },
  { kind: 'wake' },
]

it.each(events.map((on) => [on.kind, on] as const))('the form of a trigger gives the trigger it was filled with: %s', (_, on) => {
  const draft = TriggerDraft.parse({ on, name: 'inbox', enabled: false })
  expect(check(formOf(draft as JobTrigger, 'Build'))).toEqual({ draft, problems: null })
})

it('a mistake is named at its field', () => {
  const problemsOf = (change: object) => Object.keys(check({ ...newForm(), path: '/srv', ...change }).problems ?? {})
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ path: '' })).toEqual(['path'])
  expect(problemsOf({ debounce: 'long' })).toEqual(['debounce'])
  expect(problemsOf({ kind: 'after', job: ' ' })).toEqual(['job'])
})
