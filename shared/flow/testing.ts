import { canonicalText, type Definition } from './definition.ts'
import { closingTypes, type FlowEvent } from './events.ts'
import { replay } from './replay.ts'
import type { FlowState } from './state.ts'

type UnitEvent = { step: string; item?: number; attempt: number }

/** The faults of a finished history, as sentences: none, whatever happened to the run. */
export function faultsOfHistory(definition: Definition, events: readonly FlowEvent[], state?: FlowState): string[] {
  const gap = events.findIndex(({ n }, index) => n !== index + 1)
  const ends = events.filter(({ type }) => closingTypes.includes(type)).length
  return [
    ...(gap === -1 ? [] : [`event ${gap + 1} is missing, or there twice`]),
    ...(ends === 1 && closingTypes.includes(events.at(-1)?.type ?? '')
      ? []
      : [`it has ${ends} ends, and stops with ${events.at(-1)?.type}`]),
    ...faultsOfReplay(definition, events, state),
    ...faultsOfStarts(events),
  ]
}

function faultsOfReplay(definition: Definition, events: readonly FlowEvent[], state: FlowState | undefined): string[] {
  const [first, second] = [replay(definition, events), replay(definition, events)]
  const texts = [first.state, second.state, ...(state ? [state] : [])].map(canonicalText)
  return [
    ...(first.difference === null ? [] : [`it is decided otherwise: ${JSON.stringify(first.difference)}`]),
    ...(new Set(texts).size === 1 ? [] : ['its events come to another state than it has']),
  ]
}

/** Each started attempt has one end: its own, or another attempt. */
function faultsOfStarts(events: readonly FlowEvent[]): string[] {
  const open = new Map<string, number>()
  const faults: string[] = []
  for (const { type, data } of events) {
    const { step, item, attempt } = data as UnitEvent
    const unit = `${step}/${item ?? ''}`
    if (type === 'started') {
      if (open.has(unit)) faults.push(`${unit} starts during its attempt ${open.get(unit)}`)
      open.set(unit, attempt)
    } else if (['attempt failed', 'task succeeded', 'task failed', 'task cancelled'].includes(type) && attempt > 0) {
      if (open.get(unit) !== attempt) faults.push(`${unit} ends attempt ${attempt}, but had started ${open.get(unit)}`)
      open.delete(unit)
    }
  }
  return [...faults, ...[...open.keys()].map((unit) => `${unit} starts and does not end`)]
}

/**
 * Attempts that started although their task had succeeded, and attempts that started twice, by the records of the tasks
 * themselves.
 */
export function faultsOfLedger(events: readonly FlowEvent[], entries: readonly { unit: string; attempt: number }[]): string[] {
  const succeeded = new Map<string, number>()
  for (const { type, data } of events) {
    const { step, item, attempt } = data as UnitEvent
    if (type === 'task succeeded') succeeded.set(`${step}/${item ?? ''}`, attempt)
  }
  const seen = new Set<string>()
  return entries.flatMap(({ unit, attempt }) => {
    const name = `${unit} attempt ${attempt}`
    const faults = [
      ...(attempt > (succeeded.get(unit) ?? Number.POSITIVE_INFINITY) ? [`${name} comes after its success`] : []),
      ...(seen.has(name) ? [`${name} started twice`] : []),
    ]
    seen.add(name)
    return faults
  })
}
