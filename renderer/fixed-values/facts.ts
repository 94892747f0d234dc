import type { TriggerOn } from '../../shared/model/trigger.ts'
import { eventFacts, referableFacts } from '../../shared/trigger/facts.ts'
import type { EventFacts } from './values.ts'

const ofBatch = ['paths', 'count']

/** What an event of a trigger says. A webhook has any parameters besides. */
export function factsOf(kind: TriggerOn['kind'], runs: 'file' | 'batch'): EventFacts {
  const names = Object.keys(eventFacts[kind])
  if (kind === 'webhook') return { fills: [], names, isOpen: true }
  const fills = kind === 'files' ? names.filter((name) => ofBatch.includes(name) === (runs === 'batch')) : names
  return { fills, names: kind === 'files' ? fills : referableFacts(kind), isOpen: false }
}
