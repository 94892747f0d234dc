import type { TriggerOn } from '../model/trigger.ts'

const words = {
  'app-start': 'When LocalFlow starts',
  login: 'When you log in',
  wake: 'When the computer wakes up',
  unlock: 'When the screen is unlocked',
  webhook: 'When its webhook is called',
}

const outcomes = { success: 'succeeded', failure: 'failed', always: 'ended' }

/** Describes a trigger. `jobName` returns the name of the job that it follows. */
export function describeTrigger(on: TriggerOn, jobName: (id: string) => string): string {
  switch (on.kind) {
    case 'after':
      return `After ${jobName(on.job)} ${outcomes[on.outcome]}`
    case 'files': {
      const what = on.patterns.length === 0 ? 'a file' : on.patterns.join(' or ')
      const changes = on.changes.length === 3 ? 'added, changed or removed' : on.changes.join(' or ')
      return `When ${what} is ${changes} in ${on.path}`
    }
    default:
      return words[on.kind]
  }
}
