import { describeCron } from '../cron/describe.ts'
import type { ActiveWindow, ScheduleSpec } from '../model/schedule.ts'
import { dateOf, wallOf } from './local-time.ts'

/** Describes when a schedule is due. */
export function describeSchedule({ timing, tz, window, daysOff, every }: ScheduleSpec): string {
  const parts = [
    timingText(timing, tz),
    every > 1 && `every ${ordinal(every)} occurrence`,
    ...(window === null ? [] : windowTexts(window)),
    daysOff.length > 0 && (daysOff.length === 1 ? `not on ${daysOff[0]}` : `not on ${daysOff.length} days off`),
  ]
  return parts.filter((part) => part !== false).join(', ')
}

/** "At 09:00" alone might be once. */
const everyDay = (text: string): string => (/^At \d\d:\d\d$/.test(text) ? `${text}, every day` : text)

function timingText(timing: ScheduleSpec['timing'], tz: string): string {
  switch (timing.kind) {
    case 'cron':
      return everyDay(describeCron(timing.expr))
    case 'every':
      return `Every ${durationText(timing.ms)}`
    case 'once': {
      const wall = wallOf(timing.at, tz)
      return `Once, on ${dateOf(wall)} at ${new Date(wall).toISOString().slice(11, 16)}`
    }
  }
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const

/** Such as "90 minutes": in the largest unit that says it exactly. */
export function durationText(ms: number): string {
  const [word, size] = units.find(([, size]) => ms % size === 0) ?? ['second', 1_000]
  const count = ms / size
  return count === 1 ? word : `${Number(count.toFixed(3))} ${word}s`
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

function windowTexts({ from, to, hours, weekdays: days }: ActiveWindow): string[] {
  return [
    hours && `between ${hours.from} and ${hours.to}`,
    days && `only on ${days.map((day) => weekdays[day]).join(', ')}`,
    from && `from ${from} on`,
    to && `until ${to}`,
  ].filter((text) => text !== null)
}

function ordinal(count: number): string {
  const [tens, ones] = [Math.floor(count / 10) % 10, count % 10]
  const ending = tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th')
  return `${count}${ending}`
}
