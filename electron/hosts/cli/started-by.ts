import { actorText } from '../../../shared/model/actor.ts'
import type { Run } from '../../../shared/model/run.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'

/** Who or what started a run, such as `its schedule: every 5 minutes`. */
export function startedByText({ actor, trigger, title }: Pick<Run, 'actor' | 'trigger' | 'title'>): string {
  switch (actor.kind) {
    case 'schedule':
      return `its schedule: ${withinSentence(actor.name)}`
    case 'trigger':
      return trigger === 'files' ? `a file trigger: ${changeText(actor.name)}` : `a trigger: ${withinSentence(actor.name)}`
    case 'hook':
      return actor.name === title ? 'a webhook' : `a webhook: ${actor.name}`
    default:
      return `${actorText(actor)} (${triggerWord[trigger]})`
  }
}

/** A description of LocalFlow's own; a name that a person gave stays as it is. */
const withinSentence = (text: string): string => text.replace(/^(?:Every|At|Once|On|When|After) /, (word) => word.toLowerCase())

const changeText = (text: string): string => text.replace(/^When (.+?) is ((?:added|changed|removed).*) in /, '$1 $2 in ')
