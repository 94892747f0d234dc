import type { Issue } from '../errors.ts'

export type FieldName = 'second' | 'minute' | 'hour' | 'day of month' | 'month' | 'day of week' | 'year'
export type Field = { name: FieldName; text: string }

const five: FieldName[] = ['minute', 'hour', 'day of month', 'month', 'day of week']

export const ranges: Record<FieldName, [least: number, most: number]> = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  'day of month': [1, 31],
  month: [1, 12],
  'day of week': [0, 7],
  year: [1, 9999],
}

const nicknames = new Map<string, string>([
  ['@hourly', '0 * * * *'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@weekly', '0 0 * * 0'],
  ['@monthly', '0 0 1 * *'],
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
])

/** No person writes a longer expression. */
const longest = 1_000

/** The fields of an expression, or its problem: five fields, six that start with seconds, or seven that end with the year. */
export function fieldsOf(expression: string): { fields: Field[]; issue: null } | { fields: null; issue: Issue } {
  const text = expression.trim()
  const wrong = (message: string) => ({ fields: null, issue: { path: 'expr', message } })
  if (text.length > longest) return wrong(`The expression has more than ${longest} characters`)
  if (text.toLowerCase() === '@reboot') return wrong('@reboot is not a time: use a trigger for the start of LocalFlow')
  if (text.startsWith('@') && !nicknames.has(text.toLowerCase()))
    return wrong(`"${text}" is not a known nickname; use one of ${[...nicknames.keys()].join(', ')}`)
  const parts = (nicknames.get(text.toLowerCase()) ?? text).split(/\s+/).filter((part) => part !== '')
  const names = [...(parts.length > 5 ? (['second'] as const) : []), ...five, ...(parts.length > 6 ? (['year'] as const) : [])]
  if (parts.length !== names.length)
    return wrong(
      `The expression has ${parts.length === 1 ? 'one field' : `${parts.length} fields`}; it needs five (minute, hour, day of month, month, day of week), or six that start with the second`,
    )
  return { fields: names.map((name, at) => ({ name, text: parts[at] ?? '' })), issue: null }
}
