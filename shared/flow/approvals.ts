import type { Actor } from '../model/actor.ts'
import type { Definition } from './definition.ts'
import type { Approval, HistoryEvent } from './events.ts'
import type { Json } from './reference.ts'
import { nodeKeyOf } from './state.ts'

/** The approvals of a history by their steps, in the order in which they ended. */
export function approvalsByStep(definition: Definition, events: readonly HistoryEvent[]): Map<string, Approval> {
  const approvals = new Map<string, Approval>()
  const signals = new Map<number, { value: Json; by: string; actor?: Actor }>()
  for (const { type, data, n, at, actor } of events) {
    const who = actor ? { actor } : {}
    if (type === 'signal received') signals.set(n, { ...data, ...who })
    if (type !== 'decided' && type !== 'wait timed out' && type !== 'signal consumed') continue
    if (definition.nodes[nodeKeyOf(data.step)]?.kind !== 'approval') continue
    if (type === 'wait timed out') approvals.set(data.step, { outcome: 'expired', by: null, comment: null, at })
    else if (type === 'decided')
      approvals.set(data.step, { outcome: outcomeOf(data.value), by: data.by, ...who, comment: data.comment, at })
    else {
      const signal = signals.get(data.signal)
      const by = signal?.actor ? { by: signal.by, actor: signal.actor } : { by: signal?.by ?? null }
      approvals.set(data.step, { outcome: outcomeOf(signal?.value ?? true), ...by, comment: null, at })
    }
  }
  return approvals
}

/** Yes, no, or the text that became the action. */
const outcomeOf = (value: Json): string =>
  value === true ? 'approved' : value === false ? 'rejected' : typeof value === 'string' ? value : 'decided'
