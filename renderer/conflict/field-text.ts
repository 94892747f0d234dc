import { describeCron } from '../../shared/cron/describe.ts'
import { intervalText } from '../../shared/duration.ts'
import { type Conditions, hasConditions } from '../../shared/model/conditions.ts'
import type { Timing } from '../../shared/model/schedule.ts'
import type { TriggerOn } from '../../shared/model/trigger.ts'
import { durationText } from '../../shared/schedule/describe.ts'
import { describeTrigger } from '../../shared/trigger/describe.ts'
import { sentenceCase } from '../ui/sentence-case.ts'
import { duration, instant } from '../ui/time.tsx'
import { words as common } from '../words.ts'
import { words } from './words.ts'

/** The name of a field by its path: `Script` for `body.script`, `Variable PATH` for `env.PATH`. */
export function fieldName(path: string): string {
  const known = words.fields[path]
  if (known !== undefined) return known
  const family = words.families.find(([prefix]) => path.startsWith(prefix))
  if (family) return family[1](path.slice(family[0].length))
  const [outer, name] = Object.entries(words.fields).find(([field]) => path.startsWith(`${field}.`)) ?? []
  return outer === undefined || name === undefined ? path : words.part(name, path.slice(outer.length + 1))
}

const timingText = (timing: Timing): string =>
  timing.kind === 'cron'
    ? cronText(timing.expr)
    : timing.kind === 'every'
      ? words.every(durationText(timing.ms))
      : words.once(instant(timing.at))

const cronText = (expr: string): string => {
  const text = describeCron(expr)
  return /^At \d\d:\d\d$/.test(text) ? words.daily(text) : text
}

function conditionsText(conditions: Conditions): string {
  const text = sentenceCase(common.conditions(conditions))
  return hasConditions(conditions) ? words.conditions(text, intervalText(conditions.deferMs)) : text
}

/** How a person reads the value of a field. An absent value is like an empty one. */
export function valueText(path: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  switch (path) {
    case 'timing':
      return timingText(value as Timing)
    case 'timing.expr':
      return cronText(value as string)
    case 'timing.ms':
      return words.every(durationText(value as number))
    case 'timing.at':
    case 'timing.anchor':
      return instant(value as number)
    case 'conditions':
      return conditionsText(value as Conditions)
    case 'on':
      return describeTrigger(value as TriggerOn, () => words.anotherJob)
  }
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (typeof value === 'number' && /Ms$/.test(path)) return duration(value)
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
