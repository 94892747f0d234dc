import { Cron } from 'croner'
import type { Issue } from '../errors.ts'
import { type Field, type FieldName, fieldsOf, ranges } from './fields.ts'

/** The problems of an expression, field by field; empty if it is valid. */
export function checkCron(expression: string): Issue[] {
  const { fields, issue } = fieldsOf(expression)
  if (issue) return [issue]
  return fields.filter((field) => !isValid(field)).map((field) => ({ path: `expr.${field.name}`, message: wordsFor(field) }))
}

/** Checks a field by itself, with wildcards in the others. */
function isValid({ name, text }: Field): boolean {
  if (text === '*') return true
  // The last or the nth of a range, or with a step, never occurs.
  const special =
    name.startsWith('day') &&
    text.split(',').some((part) => /[/-]/.test(part) && /[LW#]/i.test(part.replaceAll(/[a-z]{3}/gi, '')))
  if (special) return false
  const order: FieldName[] = ['second', 'minute', 'hour', 'day of month', 'month', 'day of week', 'year']
  try {
    new Cron(order.map((other) => (other === name ? text : '*')).join(' '), { paused: true, mode: '7-part' })
    return true
  } catch {
    return false
  }
}

const examples: Record<FieldName, string> = {
  second: '0, */10, 15,45',
  minute: '0, */15, 5,35, 10-20',
  hour: '9, */2, 8,20, 9-17',
  'day of month': '1, 1,15, L (the last), 15W (the nearest weekday)',
  month: '1, JAN, */3, JUN-AUG',
  'day of week': '1, MON-FRI, 0 or 7 (Sunday), 1#2 (the second Monday), 5L (the last Friday)',
  year: '2026, 2026-2030',
}

function wordsFor({ name, text }: Field): string {
  const [least, most] = ranges[name]
  const numbers = text.match(/\d+/g)?.map(Number) ?? []
  const steps = [...text.matchAll(/\/(\d+)/g)].map(([, step]) => Number(step))
  const backwards = /(\w+)-(\w+)/.exec(text)
  const outside = numbers.find((number) => !steps.includes(number) && (number < least || number > most))
  const why =
    outside !== undefined
      ? `${outside} is not from ${least} to ${most}`
      : steps.some((step) => step < 1 || step > most)
        ? `a step is from 1 to ${most}`
        : backwards && isValid({ name, text: `${backwards[2]}-${backwards[1]}` })
          ? `the range ${backwards[0]} goes backwards`
          : 'LocalFlow cannot read it'
  return `The ${name} "${text}" is not valid: ${why}. Examples: ${examples[name]}.`
}
