import { expect, it } from 'vitest'
import { completeWith } from './complete-with.ts'

const known = { references: ['$shared.report', '$shared.report.size'], secrets: ['TOKEN'] }

/** The labels that are offered at the bar. */
function labels(text: string): string[] {
  const offset = text.indexOf('|')
  return completeWith(known)(text.replace('|', ''), offset)?.options.map(({ label }) => label) ?? []
}

it('references are completed from the data of a run, once', () => {
  const found = labels('start: a\nnodes:\n  a:\n    post: { output_key: report }\n    prep:\n      input_key: $sh|\n')
  expect(found.filter((label) => label === '$shared.report')).toHaveLength(1)
  expect(found).toContain('$shared.report.size')
})

it('secrets are completed where they may stand', () => {
  const nodes = 'start: a\nnodes:\n  a:\n'
  expect(labels(`${nodes}    script:\n      env:\n        A: $s|\n`)).toContain('$secrets.TOKEN')
  expect(labels(`${nodes}    request:\n      url: $|\n`)).toContain('$secrets.TOKEN')
  expect(labels(`${nodes}    prep:\n      input_key: $|\n`)).not.toContain('$secrets.TOKEN')
})

it('keys are completed as ever', () => {
  expect(labels('start: a\nnodes:\n  a:\n    exec|\n')).toContain('exec_type')
})
