import type { Definition } from './definition.ts'
import type { Approval, FlowEvent } from './events.ts'
import type { Json } from './reference.ts'
import { nodeKeyOf } from './state.ts'

/** The approvals that a history tells of, by their steps, in the order in which they ended. */
export function approvalsByStep(definition: Definition, events: readonly FlowEvent[]): Map<string, Approval> {
  const approvals = new Map<string, Approval>()
  const signals = new Map<number, { value: Json; by: string }>()
  for (const { type, data, n, at } of events) {
    if (type === 'signal received') signals.set(n, data)
    if (type !== 'decided' && type !== 'wait timed out' && type !== 'signal consumed') continue
    if (definition.nodes[nodeKeyOf(data.step)]?.kind !== 'approval') continue
    if (type === 'wait timed out') approvals.set(data.step, { outcome: 'expired', by: null, comment: null, at })
    else if (type === 'decided')
      approvals.set(data.step, { outcome: outcomeOf(data.value), by: data.by, comment: data.comment, at })
    else {
      const signal = signals.get(data.signal)
      approvals.set(data.step, { outcome: outcomeOf(signal?.value ?? true), by: signal?.by ?? null, comment: null, at })
    }
  }
  return approvals
}

/** Yes, no, or the word that became the action. */
const outcomeOf = (value: Json): string =>
  value === true ? 'approved' : value === false ? 'rejected' : typeof value === 'string' ? value : 'decided'
