import { expect, it } from 'vitest'
import { readDefinition } from '../read.ts'
import { readEdited } from './read-edited.ts'
import { textsOfFlows } from './testing.ts'

it('a text that is edited reads as any other', () => {
  for (const text of [...textsOfFlows(10), '', 'nodes: [', 'start: a\nnodes: { a: { kind: nothing } }\n', '- a', 'a: &a [*a]']) {
    const [read, edited] = [readDefinition(text), readEdited(text)]
    expect({ ...edited, secrets: [] }).toEqual({ ...read, secrets: [] })
  }
})
