import { expect, it } from 'vitest'
import { type Field, type NodeField, nodeFields } from './fields.ts'
import { summaryOf } from './summary.ts'

const failure: { id: string; field: Field }[] = (Object.entries(nodeFields) as [NodeField, Field][])
  .filter(([, { group }]) => group === 'failure')
  .map(([id, field]) => ({ id, field }))

it.each([
  [{}, 'none'],
  [{ timeout_ms: 86_400_000 }, 'timeout 1 d'],
  [{ timeout_ms: 'soon' }, 'timeout soon'],
  [{ retry: { max_attempts: 3, backoff: 'fixed' }, at_most_once: true }, 'maximum attempts 3, Fixed delay, Never run twice'],
])('the settings %j are summed up as %j', (node, summary) => {
  expect(summaryOf(failure, node, false)).toBe(summary)
})
