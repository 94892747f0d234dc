import type { Definition } from '../../../shared/flow/definition.ts'
import { nodeKeyOf } from '../../../shared/flow/state.ts'
import { eventTitle as titleOf } from '../../../shared/model/event-title.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { sentenceCase } from '../../ui/sentence-case.ts'
import { duration, instantInSeconds } from '../../ui/time.tsx'
import { eventWords } from './words/flow.ts'

type Event = { type: string; data: object }

/** The title of an event. An approval that timed out is called expired. */
export function eventTitle(event: Event, definition?: Definition): string {
  const { step } = event.data as { step?: unknown }
  const isApproval = typeof step === 'string' && definition?.nodes[nodeKeyOf(step)]?.kind === 'approval'
  if (isApproval && event.type === 'wait timed out') return eventWords.expired
  return sentenceCase(titleOf(event))
}

/** The facts of an event in a row of a history; its JSON has all of them. */
export const eventFacts = ({ data }: Event): string[] =>
  Object.entries(data).flatMap(([name, value]) => (isHidden(name, value) ? [] : (factText(name, value) ?? [])))

const ids = new Set(['jobId', 'id', 'definition', 'depth'])

/** Ids say nothing to a person, and the title says yes or no already. */
const isHidden = (name: string, value: unknown): boolean => ids.has(name) || (name === 'value' && typeof value === 'boolean')

const moments = new Set(['at', 'dueAt', 'retryAt', 'waitsUntil'])

function factText(name: string, value: unknown): string | null {
  if (name === 'begins' && Array.isArray(value))
    return value.length === 0 ? null : eventWords.starts(value.map(({ step }: { step: string }) => stepName(step)).join(', '))
  if (value === null || value === '' || typeof value === 'object') return null
  if (typeof value === 'number' && /^ms$|Ms$/.test(name))
    return `${name === 'ms' ? '' : `${words(name.slice(0, -2))} `}${duration(value)}`
  if (typeof value === 'number' && moments.has(name)) return `${words(name.replace(/At$/, ''))} ${instantInSeconds(value)}`
  if ((name === 'by' || name === 'trigger') && isTrigger(value)) return triggerWord[value]
  if (name === 'exitCode') return eventWords.exit(value)
  // For a run that overlaps, the number of the active run.
  if (name === 'because' && typeof value === 'number') return eventWords.active(value)
  if (name === 'step') return stepName(String(value))
  if (name === 'after') return eventWords.after(stepName(String(value)))
  // People count from 1.
  if (name === 'item' && typeof value === 'number') return eventWords.item(value + 1)
  if (name === 'case' && typeof value === 'number') return eventWords.case(value + 1)
  if (name === 'reason' || name === 'error' || name === 'comment') return String(value)
  return `${words(name)} ${value}`
}

const isTrigger = (value: unknown): value is keyof typeof triggerWord => Object.hasOwn(triggerWord, String(value))

/** `build#1` as `build`, and `build#2` as `build (visit 2)`. */
const stepName = (step: string): string =>
  step.replace(/#1$/, '').replace(/^(.*)#(\d+)$/, (_, name: string, visit: string) => eventWords.visit(name, visit))

/** `maxAttempts` as `max attempts`. */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
