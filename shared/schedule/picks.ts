import { type FieldName, fieldsOf, ranges } from '../cron/fields.ts'

/** The fields of an expression from which a person picks values; the rest is typed. */
export const pickNames = ['minute', 'hour', 'day of month', 'day of week', 'month', 'year'] as const
export type PickName = (typeof pickNames)[number]

/** What a field names: no value stands for every one, and `null` for what values cannot say, such as the last day. */
export type Picked = { values: number[] | null; text: string }
export type Picks = Record<PickName, Picked> & {
  /** Both day fields must match; otherwise either is enough. */
  both: boolean
}

const names: Partial<Record<FieldName, string[]>> = {
  month: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  'day of week': ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'],
}

/** What each field of an expression names. Null: the expression has no fields. */
export function picksOf(expression: string): Picks | null {
  const { fields } = fieldsOf(expression)
  if (!fields) return null
  const textOf = (name: FieldName): string => fields.find((field) => field.name === name)?.text ?? '*'
  const picked = (name: PickName): Picked => {
    const text = textOf(name).replace(/^\+/, '')
    return { values: valuesOf(name, text), text }
  }
  const [day, weekday] = [textOf('day of month'), textOf('day of week')]
  return {
    minute: picked('minute'),
    hour: picked('hour'),
    'day of month': picked('day of month'),
    'day of week': picked('day of week'),
    month: picked('month'),
    year: picked('year'),
    both: weekday.startsWith('+') || day.startsWith('*') || weekday.startsWith('*'),
  }
}

/** The values a field names, in their order. */
function valuesOf(name: PickName, text: string): number[] | null {
  if (text === '*' || text === '?') return []
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const values = partOf(name, part)
    if (values === null) return null
    for (const value of values) found.add(name === 'day of week' ? value % 7 : value)
  }
  return [...found].toSorted((one, other) => one - other)
}

function partOf(name: PickName, part: string): number[] | null {
  const match = /^(?:(\*)|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part)
  if (!match || (match[1] && name === 'year')) return null
  const [least, most] = ranges[name]
  const from = match[1] ? least : numberOf(name, match[2] ?? '')
  const last = match[4] === undefined && match[3] === undefined ? from : lastOf(name)
  const to = match[1] ? lastOf(name) : match[3] === undefined ? last : numberOf(name, match[3])
  const step = Number(match[4] ?? 1)
  if (from === null || to === null || from < least || to > most || to < from || step < 1 || to - from > 1_000) return null
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
}

const lastOf = (name: PickName): number => (name === 'day of week' ? 6 : ranges[name][1])

function numberOf(name: PickName, text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text)
  const at = names[name]?.indexOf(text.toLowerCase()) ?? -1
  return at < 0 ? null : name === 'month' ? at + 1 : at
}

/** The expression with other values in one of its fields; all other fields stay as they were typed. */
export function pick(expression: string, name: PickName, values: number[]): string {
  return changed(expression, (texts, picks) => {
    texts.set(name, textOf(name, values))
    // Which days match must not change because a field lost its `*`.
    if (picks['day of week'].text !== '*' || name === 'day of week') join(texts, picks.both && arePicked(picks))
  })
}

/** The expression with both day fields required, or either. */
export const matchBoth = (expression: string, both: boolean): string => changed(expression, (texts) => join(texts, both))

const isOpen = (text: string): boolean => text === '*' || text === '?'
const arePicked = (picks: Picks): boolean => !isOpen(picks['day of month'].text) && !isOpen(picks['day of week'].text)

function join(texts: Map<FieldName, string>, both: boolean): void {
  const [day = '*', weekday = '*'] = [texts.get('day of month'), texts.get('day of week')?.replace(/^\+/, '')]
  texts.set('day of week', both && !isOpen(day) && !isOpen(weekday) ? `+${weekday}` : weekday)
}

function changed(expression: string, change: (texts: Map<FieldName, string>, picks: Picks) => void): string {
  const [{ fields }, picks] = [fieldsOf(expression), picksOf(expression)]
  if (!fields || !picks) return expression
  const texts = new Map(fields.map(({ name, text }) => [name, text]))
  change(texts, picks)
  const year = texts.get('year') ?? '*'
  const second = texts.get('second') ?? '0'
  const five = (['minute', 'hour', 'day of month', 'month', 'day of week'] as const).map((name) => texts.get(name) ?? '*')
  if (!isOpen(year)) return [second, ...five, year].join(' ')
  return (second === '0' ? five : [second, ...five]).join(' ')
}

/** Values as a crontab writes them: three or more in a row are a range. */
function textOf(name: PickName, values: number[]): string {
  const sorted = [...new Set(values)].toSorted((one, other) => one - other)
  if (sorted.length === 0 || (name !== 'year' && sorted.length === lastOf(name) - ranges[name][0] + 1)) return '*'
  const rows: number[][] = []
  for (const value of sorted) {
    const row = rows.at(-1)
    if (row && value === (row.at(-1) ?? 0) + 1) row.push(value)
    else rows.push([value])
  }
  return rows.map((row) => (row.length > 2 ? `${row[0]}-${row.at(-1)}` : row.join(','))).join(',')
}
