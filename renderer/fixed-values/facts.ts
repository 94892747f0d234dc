import type { TriggerOn } from '../../shared/model/trigger.ts'
import type { EventFacts } from './values.ts'

const none: EventFacts = { fills: [], names: [], isOpen: false }

/** What an event of a trigger says. */
export function factsOf(kind: TriggerOn['kind'], runs: 'file' | 'batch'): EventFacts {
  switch (kind) {
    case 'files': {
      const fills = runs === 'batch' ? ['paths', 'count'] : ['path', 'name', 'change']
      return { fills, names: fills, isOpen: false }
    }
    case 'after': {
      const fills = ['run', 'run_id', 'job', 'status']
      return { fills, names: fills, isOpen: false }
    }
    case 'webhook':
      return { fills: [], names: ['body', 'query'], isOpen: true }
    default:
      return none
  }
}
