import type { Bounds, Edge, Stretch, TimeRange } from './filter.ts'

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const units: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }
const named: Record<string, Stretch> = {
  today: { unit: 'day', offset: 0 },
  yesterday: { unit: 'day', offset: -1 },
  tomorrow: { unit: 'day', offset: 1 },
  'this week': { unit: 'week', offset: 0 },
  'last week': { unit: 'week', offset: -1 },
  'this month': { unit: 'month', offset: 0 },
  'last month': { unit: 'month', offset: -1 },
}

/** Milliseconds of `90s`, `1.5h` or `7d`; null for anything else. */
export function readDuration(text: string): number | null {
  const [, amount, unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d|w)$/.exec(text.toLowerCase()) ?? []
  return amount === undefined ? null : Math.round(Number(amount) * (units[unit] ?? 0))
}

const operator = /^(>=|<=|>|<)?(.*)$/s

/** A comparison, and what is compared with. */
export function splitComparison(text: string): [sign: string, rest: string] {
  const [, sign = '', rest = ''] = operator.exec(text) ?? []
  return [sign, rest.trim()]
}

/**
 * A range of time: `today`, `2026-11-24`, `2026-11-24..2026-11-26`, `>2026-11-24`, `7d`, `>2h`. A duration counts back from
 * now, or ahead for times to come. Null if the text is none of these.
 */
export function readTime(text: string, direction: 'past' | 'future'): TimeRange | null {
  const [sign, rest] = splitComparison(text)
  const ms = readDuration(rest)
  if (ms !== null) return relative(sign, ms, direction)
  if (sign !== '') return compared(sign, rest)
  const dots = rest.indexOf('..')
  if (dots < 0) return between(rest, rest)
  const [first, last] = [rest.slice(0, dots), rest.slice(dots + 2)]
  return first === '' && last === '' ? null : between(first, last)
}

function relative(sign: string, ms: number, direction: 'past' | 'future'): TimeRange {
  const isFarther = sign.startsWith('>')
  const edge: Edge = { at: 'now', ago: direction === 'past' ? ms : -ms }
  return isFarther === (direction === 'past') ? { from: null, to: edge } : { from: edge, to: null }
}

function compared(sign: string, text: string): TimeRange | null {
  const stretch = readStretch(text)
  if (!stretch) return null
  if (sign.startsWith('>')) return { from: { at: sign === '>' ? 'end' : 'start', stretch }, to: null }
  return { from: null, to: { at: sign === '<' ? 'start' : 'end', stretch } }
}

/** An empty end is open. */
function between(first: string, last: string): TimeRange | null {
  const [from, to] = [first, last].map((text) => (text === '' ? null : readStretch(text)))
  if ((first !== '' && !from) || (last !== '' && !to)) return null
  return { from: from ? { at: 'start', stretch: from } : null, to: to ? { at: 'end', stretch: to } : null }
}

function readStretch(text: string): Stretch | null {
  const lower = text.trim().toLowerCase()
  if (Object.hasOwn(named, lower)) return named[lower] ?? null
  const day = weekdays.indexOf(lower.startsWith('last ') ? lower.slice(5) : lower)
  return day < 0 ? readDate(lower) : { unit: 'weekday', day }
}

function readDate(text: string): Stretch | null {
  const [, ...found] = /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d))?$/.exec(text) ?? []
  const [year = 0, month = 0, day = 0, hour, minute] = found.map((digits) => (digits === undefined ? undefined : Number(digits)))
  const date = new Date(year, month - 1, day)
  if (found.length === 0 || date.getFullYear() !== year || date.getMonth() !== month - 1 || date.getDate() !== day) return null
  if (hour === undefined || minute === undefined) return { unit: 'date', year, month, day }
  return hour < 24 && minute < 60 ? { unit: 'minute', year, month, day, hour, minute } : null
}

/** The range in milliseconds, seen from `now` in the time zone of this process. */
export const boundsOfTime = ({ from, to }: TimeRange, now: number): Bounds => ({ from: edgeAt(from, now), to: edgeAt(to, now) })

function edgeAt(edge: Edge | null, now: number): number | null {
  if (edge === null) return null
  if (edge.at === 'now') return now - edge.ago
  const [start, end] = boundsOfStretch(edge.stretch, new Date(now))
  return edge.at === 'start' ? start : end
}

function boundsOfStretch(stretch: Stretch, now: Date): [number, number] {
  const [year, month, date] = [now.getFullYear(), now.getMonth(), now.getDate()]
  const days = (from: number, count: number): [number, number] => [
    new Date(year, month, from).getTime(),
    new Date(year, month, from + count).getTime(),
  ]
  switch (stretch.unit) {
    case 'day':
      return days(date + stretch.offset, 1)
    case 'week':
      return days(date - ((now.getDay() + 6) % 7) + 7 * stretch.offset, 7)
    case 'month':
      return [new Date(year, month + stretch.offset, 1).getTime(), new Date(year, month + stretch.offset + 1, 1).getTime()]
    case 'weekday':
      return days(date - ((now.getDay() - stretch.day + 6) % 7) - 1, 1)
    case 'date':
      return [
        new Date(stretch.year, stretch.month - 1, stretch.day).getTime(),
        new Date(stretch.year, stretch.month - 1, stretch.day + 1).getTime(),
      ]
    case 'minute': {
      const start = new Date(stretch.year, stretch.month - 1, stretch.day, stretch.hour, stretch.minute).getTime()
      return [start, start + 60_000]
    }
  }
}
