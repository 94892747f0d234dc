import { Cron } from 'croner'
import { AppError } from '../errors.ts'
import { checkCron } from './check.ts'
import { type FieldName, fieldsOf } from './fields.ts'

/** An expression in a zone, read once. */
export type Compiled = {
  /** The first occurrence after a moment; null when there is none any more. */
  next(after: number): number | null
}

/**
 * Reads an expression. Days match as crontab has it: where both day fields are restricted either may match, and a field
 * that begins with * is unrestricted. At a change of the clocks: what has a fixed time in the skipped hour occurs at the
 * first instant after it, in the repeated hour only the first time; what goes by * in minute or hour follows real time.
 * Throws `invalid` with the fields that are wrong, or for an unknown zone.
 */
export function compileCron(expression: string, zone: string): Compiled {
  const issues = checkCron(expression)
  if (issues[0]) throw new AppError('invalid', issues[0].message, issues)
  requireZone(zone)
  const cron = read(expression, zone)
  return { next: (after) => cron.nextRun(new Date(after))?.getTime() ?? null }
}

function read(expression: string, zone: string): Cron {
  const { fields } = fieldsOf(expression)
  const isOpen = (name: string): boolean => fields?.find((field) => field.name === name)?.text.startsWith('*') ?? true
  const text =
    fields?.map((field) => (timesOfDay.has(field.name) ? withoutSteps(field.text) : field.text)).join(' ') ?? expression
  try {
    return new Cron(text, {
      paused: true,
      timezone: zone,
      domAndDow: isOpen('day of month') || isOpen('day of week'),
      fixedTimeRule: 'no-wildcard',
    })
  } catch (error) {
    throw new AppError('invalid', `The expression is not valid: ${(error as Error).message}`, [
      { path: 'expr', message: (error as Error).message },
    ])
  }
}

const timesOfDay = new Set<FieldName>(['second', 'minute', 'hour'])

/** A range with a step is a list of times, and as fixed as one: 10-50/20 is 10,30,50. */
const withoutSteps = (text: string): string =>
  text
    .split(',')
    .map((part) => {
      const [, from, to, step] = /^(\d+)-(\d+)\/(\d+)$/.exec(part) ?? []
      if (from === undefined) return part
      const count = Math.floor((Number(to) - Number(from)) / Number(step)) + 1
      return Array.from({ length: count }, (_, at) => Number(from) + at * Number(step)).join(',')
    })
    .join(',')

/** Throws `invalid` for a zone that nobody knows. */
export function requireZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    const message = `There is no time zone "${zone}". Name one such as Europe/London, America/New_York or UTC.`
    throw new AppError('invalid', message, [{ path: 'tz', message }])
  }
}

/** The next occurrences after a moment, so many at most. */
export function occurrences(compiled: Compiled, after: number, count: number): number[] {
  const found: number[] = []
  for (let at = compiled.next(after); at !== null && found.length < count; at = compiled.next(at)) found.push(at)
  return found
}
