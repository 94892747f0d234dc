/** The few shapes most expressions have, as a person chooses them. Days: 0 is Sunday. */
export type Simple =
  | { shape: 'minutes'; minutes: number }
  | { shape: 'hourly'; minute: number }
  | { shape: 'daily'; time: string }
  | { shape: 'weekly'; time: string; days: number[] }
  | { shape: 'monthly'; time: string; day: number }

const two = (value: number): string => String(value).padStart(2, '0')

/** Null: the expression has another shape. */
export function simpleOf(expression: string): Simple | null {
  const fields = expression.trim().split(/\s+/)
  if (fields.length !== 5) return null
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields
  if (month !== '*') return null
  if (hour === '*' && day === '*' && weekday === '*') return frequent(minute)
  const time = timeOf(minute, hour)
  if (time === null) return null
  if (day === '*' && weekday === '*') return { shape: 'daily', time }
  if (day === '*') {
    const days = daysOf(weekday)
    return days === null ? null : { shape: 'weekly', time, days }
  }
  return weekday === '*' && /^\d{1,2}$/.test(day) && Number(day) >= 1 && Number(day) <= 31
    ? { shape: 'monthly', time, day: Number(day) }
    : null
}

function frequent(minute: string): Simple | null {
  if (minute === '*') return { shape: 'minutes', minutes: 1 }
  const step = /^\*\/(\d{1,2})$/.exec(minute)
  if (step) return { shape: 'minutes', minutes: Number(step[1]) }
  return isWithin(minute, 59) ? { shape: 'hourly', minute: Number(minute) } : null
}

const isWithin = (text: string, most: number): boolean => /^\d{1,2}$/.test(text) && Number(text) <= most

const timeOf = (minute: string, hour: string): string | null =>
  isWithin(minute, 59) && isWithin(hour, 23) ? `${two(Number(hour))}:${two(Number(minute))}` : null

function daysOf(text: string): number[] | null {
  const days = new Set<number>()
  for (const part of text.split(',')) {
    const range = /^([0-7])(?:-([0-7]))?$/.exec(part)
    if (!range) return null
    const [from, to] = [Number(range[1]), Number(range[2] ?? range[1])]
    if (to < from) return null
    for (let day = from; day <= to; day++) days.add(day % 7)
  }
  return [...days].sort((a, b) => a - b)
}

export function expressionOf(simple: Simple): string {
  if (simple.shape === 'minutes') return simple.minutes === 1 ? '* * * * *' : `*/${simple.minutes} * * * *`
  if (simple.shape === 'hourly') return `${simple.minute} * * * *`
  const [hour = 0, minute = 0] = simple.time.split(':').map(Number)
  const at = `${minute} ${hour}`
  if (simple.shape === 'daily') return `${at} * * *`
  if (simple.shape === 'monthly') return `${at} ${simple.day} * *`
  return `${at} * * ${spanOf(simple.days)}`
}

/** Three or more in a row are a span. */
function spanOf(days: number[]): string {
  const sorted = days.toSorted((a, b) => a - b)
  const isRow = sorted.length > 2 && sorted.every((day, at) => at === 0 || day === (sorted[at - 1] ?? 0) + 1)
  return isRow ? `${sorted[0]}-${sorted.at(-1)}` : sorted.join(',')
}
