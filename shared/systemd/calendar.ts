import { type ActiveWindow, ActiveWindow as windowSchema } from '../model/schedule.ts'
import { isZone } from '../schedule/local-time.ts'

/** An OnCalendar= of systemd as a schedule says it, or what cannot be said. */
export type Calendar = { expr: string; tz: string | null; window: ActiveWindow | null } | { message: string }

const shorthands = new Map<string, string>([
  ['minutely', '*-*-* *:*:00'],
  ['hourly', '*-*-* *:00:00'],
  ['daily', '*-*-* 00:00:00'],
  ['weekly', 'Mon *-*-* 00:00:00'],
  ['monthly', '*-*-01 00:00:00'],
  ['quarterly', '*-01,04,07,10-01 00:00:00'],
  ['semiannually', '*-01,07-01 00:00:00'],
  ['semi-annually', '*-01,07-01 00:00:00'],
  ['biannually', '*-01,07-01 00:00:00'],
  ['bi-annually', '*-01,07-01 00:00:00'],
  ['yearly', '*-01-01 00:00:00'],
  ['annually', '*-01-01 00:00:00'],
])

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const every = (least: number, most: number): number[] => Array.from({ length: most - least + 1 }, (_, at) => least + at)

export function calendarOf(text: string): Calendar {
  try {
    return read(text.trim())
  } catch (error) {
    if (error instanceof Unsaid) return { message: error.message }
    throw error
  }
}

class Unsaid extends Error {}

function read(given: string): Exclude<Calendar, { message: string }> {
  if (given === '') throw new Unsaid('The calendar expression is empty.')
  const words = given.split(/\s+/).filter((word) => word !== '')
  const last = words.at(-1) ?? ''
  const isNamed = words.length > 1 && /^[A-Za-z]/.test(last) && weekdaysOf(last) === null
  const tz = isNamed ? last : null
  if (tz !== null && !isZone(tz)) throw new Unsaid(`There is no time zone "${tz}".`)
  const rest = (isNamed ? words.slice(0, -1) : words).join(' ')
  const parts = (shorthands.get(rest.toLowerCase()) ?? rest).split(' ')
  const weekdays = weekdaysOf(parts[0] ?? '')
  if (weekdays !== null) parts.shift()
  const date = parts[0] !== undefined && !parts[0].includes(':') ? dateOf(parts.shift() ?? '') : anyDate
  const [hour, minute, second] = parts[0] === undefined ? ['0', '0', '0'] : timeOf(parts.shift() ?? '')
  if (parts.length > 0) throw new Unsaid(`Could not read "${given}".`)

  const days = weekdays === null ? null : weekdays.length === 7 ? null : weekdays
  // A crontab joins the two with "or"; here both have to be so.
  const inWindow = days !== null && date.day !== '*'
  if (date.years !== null && date.years.from > date.years.to) throw new Unsaid('The range of years ends before it starts.')
  const window = date.years !== null || inWindow ? windowSchema.parse({ ...date.years, weekdays: inWindow ? days : null }) : null
  const weekday = days === null || inWindow ? '*' : days.join(',')
  const fields = [minute, hour, date.day, date.month, weekday]
  return { expr: (second === '0' ? fields : [second, ...fields]).join(' '), tz, window }
}

/** Null: these are not days of the week. */
function weekdaysOf(text: string): number[] | null {
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^([A-Za-z]+)(?:(?:\.\.|-)([A-Za-z]+))?$/.exec(part)
    const [from, to] = [dayOf(match?.[1]), dayOf(match?.[2] ?? match?.[1])]
    if (from === -1 || to === -1) return null
    for (let day = from; ; day = (day + 1) % 7) {
      found.add(day)
      if (day === to) break
    }
  }
  return [...found].sort()
}

const longNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const dayOf = (name: string | undefined): number => {
  const known = name?.toLowerCase() ?? ''
  return Math.max(dayNames.indexOf(known), longNames.indexOf(known))
}

type Days = { years: { from: string; to: string } | null; month: string; day: string }
const anyDate: Days = { years: null, month: '*', day: '*' }

function dateOf(text: string): Days {
  const match = /^(?:([^-~]+)-)?([^-~]+)([-~])([^-~]+)$/.exec(text)
  if (!match) throw new Unsaid(`"${text}" is not a date.`)
  const [, year = '*', month = '*', join, day = '*'] = match
  return { years: yearsOf(year), month: listOf(month, 1, 12), day: join === '~' ? fromEnd(day) : listOf(day, 1, 31) }
}

function fromEnd(day: string): string {
  if (/^0?1$/.test(day)) return 'L'
  throw new Unsaid(`Days counted from the end of the month (~${day}) are not supported, except the last one.`)
}

function yearsOf(text: string): Days['years'] {
  if (text === '*') return null
  const match = /^(\d{4})(?:\.\.(\d{4}))?$/.exec(text)
  if (!match) throw new Unsaid(`The years "${text}" are not supported. Use one year, or a range such as 2026..2030.`)
  return { from: `${match[1]}-01-01`, to: `${match[2] ?? match[1]}-12-31` }
}

function timeOf(text: string): [hour: string, minute: string, second: string] {
  const parts = text.split(':')
  if (parts.length < 2 || parts.length > 3) throw new Unsaid(`"${text}" is not a time of day.`)
  const [hour = '', minute = '', second = '00'] = parts
  if (/\./.test(second.replaceAll('..', ''))) throw new Unsaid('Fractions of a second are not supported.')
  return [listOf(hour, 0, 23), listOf(minute, 0, 59), listOf(second, 0, 59)]
}

/** Numbers, ranges (1..5) and steps (0/15, 1..9/2), as a field of an expression. */
function listOf(text: string, least: number, most: number): string {
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\d+)(?:\.\.(\d+))?)(?:\/(\d+))?$/.exec(part)
    if (!match) throw new Unsaid(`Could not read "${text}".`)
    const step = Number(match[4] ?? 1)
    const from = match[1] ? least : Number(match[2])
    const to = match[3] !== undefined ? Number(match[3]) : match[1] || match[4] !== undefined ? most : from
    if (from < least || to > most || from > to || step < 1) throw new Unsaid(`"${text}" is not between ${least} and ${most}.`)
    for (let value = from; value <= to; value += step) found.add(value)
  }
  return cronListOf(
    [...found].sort((a, b) => a - b),
    least,
    most,
  )
}

/** Values in their order, as a field of a cron expression says them. */
function cronListOf(values: number[], least: number, most: number): string {
  if (values.length === most - least + 1) return '*'
  const step = (values[1] ?? 0) - (values[0] ?? 0)
  const isStep =
    values.length > 2 &&
    values[0] === least &&
    every(least, most)
      .filter((at) => (at - least) % step === 0)
      .join() === values.join()
  return isStep ? `*/${step}` : values.join(',')
}
