import { decide } from './decide.ts'
import { canonicalText, type Definition } from './definition.ts'
import { type Decision, type FlowEvent, isDecision } from './events.ts'
import { fold } from './fold.ts'
import { emptyState, type FlowState } from './state.ts'

/** The first difference between a history and its replay. */
export type Difference = {
  n: number
  /** The recorded decision; null: the history ends here. */
  recorded: { type: string; data: unknown } | null
  /** The decision of the replay; null: none, before another event. */
  decided: Decision | null
  /** The definition cannot follow the history to here. */
  problem: string | null
}

export type Replay = { state: FlowState; decisions: number; difference: Difference | null }

/** Makes every recorded decision again, each from the events before it. Executes nothing. */
export function replay(definition: Definition, events: readonly FlowEvent[], to = Number.POSITIVE_INFINITY): Replay {
  const state = emptyState()
  let decisions = 0
  for (const event of events) {
    if (event.n > to) return { state, decisions, difference: null }
    const { type, data } = event
    try {
      if (isDecision(event)) {
        const decided = decide(definition, state)
        if (!decided || !isSame(definition, event, decided))
          return { state, decisions, difference: { n: event.n, recorded: { type, data }, decided, problem: null } }
        decisions++
      }
      fold(definition, state, event)
    } catch (error) {
      const problem = (error as Error).message
      return { state, decisions, difference: { n: event.n, recorded: { type, data }, decided: null, problem } }
    }
  }
  return { state, decisions, difference: null }
}

function isSame(definition: Definition, recorded: Decision, decided: Decision): boolean {
  return canonicalText(comparable(definition, recorded)) === canonicalText(comparable(definition, decided))
}

/** The instant of a time of day in a zone depends on the time zone data: the recorded one holds. */
function comparable(definition: Definition, { type, data }: Decision): unknown {
  if (type !== 'went on') return { type, data }
  const begins = data.begins.map((begin) => (isByZone(definition, begin.node) ? { ...begin, dueAt: 0 } : begin))
  return { type, data: { ...data, begins } }
}

const isByZone = ({ nodes }: Definition, key: string): boolean => {
  const until = nodes[key]?.params?.['until']
  return nodes[key]?.kind === 'timer' && until !== undefined && !/(?:Z|[+-]\d{2}:?\d{2})$/i.test(String(until))
}
