import { parseArgs } from 'node:util'
import { checkCron } from '../shared/cron/check.ts'
import { type Expression, type Matcher, referenceOccurrences, textOf, wallOf } from '../shared/cron/cron-reference.ts'
import { compileCron } from '../shared/cron/occurrences.ts'
import { AppError } from '../shared/errors.ts'
import { sweepTransitions } from './cron-transitions.ts'

/**
 * `npm run fuzz-cron -- --transitions [--keep]`: every change of the clocks of every zone from 1970 to 2040, in some minutes.
 * `npm run fuzz-cron -- [--times N] [--days N] [--texts N] [--seed N]`: random expressions against a second, plain implementation of
 * what they mean. Times: minute by minute around changes of the clocks in thirty zones. Days: with L, W and #, day by day.
 * Texts: random input, which must be refused with a reason, or never be slow.
 */
const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '20000' },
    days: { type: 'string', default: '20000' },
    texts: { type: 'string', default: '200000' },
    seed: { type: 'string', default: '1' },
    transitions: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
})
const slowMs = 100
const minute = 60_000
const hour = 60 * minute
const dayMs = 24 * hour

let state = Number(values.seed)
/** From 0 to below 1; the same for the same seed. */
function random(): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
}
const whole = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1))
const pick = <T>(all: readonly T[]): T => all[whole(0, all.length - 1)] as T

function matcher(least: number, most: number): Matcher {
  const [a, b] = [whole(least, most), whole(least, most)].sort((x, y) => x - y) as [number, number]
  switch (whole(0, 5)) {
    case 0:
    case 1:
      return { text: '*', has: () => true }
    case 2:
      return { text: String(a), has: (value) => value === a }
    case 3: {
      const step = whole(2, Math.max(2, Math.floor((most - least) / 2)))
      return { text: `*/${step}`, has: (value) => (value - least) % step === 0 }
    }
    case 4:
      return { text: `${a},${b}`, has: (value) => value === a || value === b }
    default: {
      const step = whole(1, 5)
      const text = step === 1 ? `${a}-${b}` : `${a}-${b}/${step}`
      return { text, has: (value) => value >= a && value <= b && (value - a) % step === 0 }
    }
  }
}

const any: Matcher = { text: '*', has: () => true }
const seldom = (least: number, most: number): Matcher => (random() < 0.2 ? matcher(least, most) : any)

const zones = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/Havana',
  'Asia/Kolkata',
  'Antarctica/Troll',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Asia/Tehran',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Gaza',
  'America/Asuncion',
  'America/Santiago',
  'Atlantic/Azores',
  'Europe/Dublin',
  'Europe/Chisinau',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Norfolk',
  'Australia/Adelaide',
  'America/Nuuk',
  'America/Scoresbysund',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Jerusalem',
  'America/Los_Angeles',
  'America/Tijuana',
  'UTC',
]

type Window = { zone: string; from: number; walls: number[] }

/** Around the changes of the years from 2019 to 2037, where a zone has any; else anywhere. */
function windowsOf(zone: string): Window[] {
  const wall = wallOf(zone)
  const changes: number[] = []
  for (let at = Date.UTC(2019, 0, 1); at < Date.UTC(2037, 0, 1); at += dayMs)
    if (wall(at) - at !== wall(at + dayMs) - at - dayMs) changes.push(at)
  const some = changes.length === 0 ? [Date.UTC(2026, 5, 1)] : Array.from({ length: 4 }, () => pick(changes))
  return some.map((at) => {
    const from = at - 18 * hour
    return { zone, from, walls: Array.from({ length: 60 * 60 }, (_, index) => wall(from + index * minute)) }
  })
}

const faults: string[] = []
const found = { times: 0, days: 0, texts: 0, refused: 0, slowest: 0 }

function timed<T>(what: string, act: () => T): T {
  const begin = performance.now()
  const result = act()
  const took = performance.now() - begin
  found.slowest = Math.max(found.slowest, took)
  if (took > slowMs) faults.push(`${what} took ${Math.round(took)} ms`)
  return result
}

function occurrences(text: string, zone: string, from: number, to: number): number[] {
  const compiled = compileCron(text, zone)
  const all: number[] = []
  for (let at = timed(text, () => compiled.next(from - 1)); at !== null && at < to; at = compiled.next(at)) {
    if (all.length > 0 && at <= (all.at(-1) ?? 0)) throw new Error(`${text} in ${zone} does not go on after ${at}`)
    all.push(at)
  }
  return all
}

function compare(text: string, zone: string, ours: number[], rule: number[]): void {
  if (ours.join() === rule.join()) return
  const odd = [...ours.filter((at) => !rule.includes(at)), ...rule.filter((at) => !ours.includes(at))][0] ?? 0
  faults.push(`${text} in ${zone}: differs at ${new Date(odd).toISOString()}`)
}

function fuzzTimes(count: number): void {
  const windows = zones.flatMap(windowsOf)
  for (; found.times < count; found.times++) {
    const expression: Expression = {
      minute: matcher(0, 59),
      hour: random() < 0.5 ? matcher(0, 4) : matcher(0, 23),
      day: seldom(1, 31),
      month: seldom(1, 12),
      weekday: seldom(0, 6),
    }
    const { zone, from, walls } = pick(windows)
    const ours = occurrences(textOf(expression), zone, from, from + walls.length * minute)
    compare(textOf(expression), zone, ours, referenceOccurrences(expression, walls, from))
  }
}

type Day = { text: string; has(date: Date): boolean }
const lastOf = (date: Date): number => new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** The weekday nearest to a day of the month, in the same month. */
function nearestWeekday(day: number, date: Date): number {
  const target = Math.min(day, lastOf(date))
  const weekday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), target)).getUTCDay()
  if (weekday === 6) return target === 1 ? 3 : target - 1
  if (weekday === 0) return target === lastOf(date) ? target - 2 : target + 1
  return target
}

function dayOfMonth(): Day {
  const day = whole(1, 28)
  return pick<Day>([
    { text: '*', has: () => true },
    { text: String(day), has: (date) => date.getUTCDate() === day },
    { text: 'L', has: (date) => date.getUTCDate() === lastOf(date) },
    { text: `${day}W`, has: (date) => date.getUTCDate() === nearestWeekday(day, date) },
  ])
}

function dayOfWeek(): Day {
  const [day, nth] = [whole(0, 6), whole(1, 5)]
  const isDay = (date: Date): boolean => date.getUTCDay() === day
  return pick<Day>([
    { text: '*', has: () => true },
    { text: random() < 0.5 ? String(day === 0 ? pick([0, 7]) : day) : (names[day] as string), has: isDay },
    { text: `${day}#${nth}`, has: (date) => isDay(date) && Math.ceil(date.getUTCDate() / 7) === nth },
    { text: `${day}L`, has: (date) => isDay(date) && date.getUTCDate() + 7 > lastOf(date) },
  ])
}

function fuzzDays(count: number): void {
  for (; found.days < count; found.days++) {
    const [day, weekday, month] = [dayOfMonth(), dayOfWeek(), seldom(1, 12)]
    const [hours, minutes] = [whole(0, 23), whole(0, 59)]
    const from = Date.UTC(whole(2000, 2090), whole(0, 11), 1)
    const text = `${minutes} ${hours} ${day.text} ${month.text} ${weekday.text}`
    const either = day.text !== '*' && weekday.text !== '*'
    const rule: number[] = []
    for (let at = from; at < from + 400 * dayMs; at += dayMs) {
      const date = new Date(at)
      const [isDay, isWeekday] = [day.has(date), weekday.has(date)]
      if (month.has(date.getUTCMonth() + 1) && (either ? isDay || isWeekday : isDay && isWeekday))
        rule.push(at + hours * hour + minutes * minute)
    }
    compare(text, 'UTC', occurrences(text, 'UTC', from, from + 400 * dayMs), rule)
  }
}

const alphabet = '0123456789*/,-?LW#@ \tabcdefghijklmnopqrstuvwxyzMONTUEJANé😀\0'

const noise = (length: number): string => Array.from({ length }, () => (random() < 0.3 ? ' ' : pick([...alphabet]))).join('')

/** A likely typo: an expression with a slip of the finger, or nearly one. */
function slip(): string {
  const fields = [matcher(0, 59), matcher(0, 23), matcher(1, 31), matcher(1, 12), matcher(0, 7)].map(({ text }) => text)
  if (random() < 0.3) fields.unshift(matcher(0, 61).text)
  if (random() < 0.1) fields.pop()
  const text = fields.join(' ')
  if (random() < 0.4) return text
  const at = whole(0, text.length)
  return text.slice(0, at) + noise(whole(0, 2)) + text.slice(at + whole(0, 2))
}

function fuzzTexts(count: number): void {
  for (; found.texts < count; found.texts++) {
    const text = random() < 0.7 ? slip() : noise(random() < 0.01 ? whole(200, 2_000) : whole(0, 24))
    try {
      const problems = timed(JSON.stringify(text.slice(0, 60)), () => checkCron(text))
      if (problems.length > 0) found.refused++
      else timed(JSON.stringify(text.slice(0, 60)), () => compileCron(text, 'UTC').next(0))
    } catch (error) {
      if (!(error instanceof AppError)) faults.push(`${JSON.stringify(text.slice(0, 60))}: ${String(error)}`)
    }
  }
}

const begin = performance.now()
const swept = values.transitions ? sweepTransitions(values.keep) : null
if (swept) faults.push(...swept.faults)
else {
  fuzzTimes(Number(values.times))
  fuzzDays(Number(values.days))
  fuzzTexts(Number(values.texts))
}
const seconds = Math.round((performance.now() - begin) / 1_000)
const figures = swept ?? { seed: Number(values.seed), ...found, slowest: Math.round(found.slowest) }
process.stdout.write(`${JSON.stringify({ ...figures, faults: faults.length, seconds })}\n`)
for (const fault of faults.slice(0, 30)) process.stderr.write(`  ${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1
