import { createHash } from 'node:crypto'
import { decide } from '../decide.ts'
import { canonicalText, type Definition } from '../definition.ts'
import type { FlowEvent } from '../events.ts'
import { fold } from '../fold.ts'
import { emptyState } from '../state.ts'

/** A history of a release as a file, with a hash of the states and decisions that the release computed from it. */
export type Golden = { history: string; print: string }

/** A hash of the state after every event and of the next decision there. */
export function printOf(definition: Definition, events: readonly FlowEvent[]): string {
  const hash = createHash('sha256')
  const state = emptyState()
  for (const event of events) {
    fold(definition, state, event)
    hash.update(`${canonicalText(state)}\n${canonicalText(decide(definition, state))}\n`)
  }
  return hash.digest('hex')
}
