import { Cron } from 'croner'
import { AppError } from '../errors.ts'
import { dayMs, isZone } from '../schedule/local-time.ts'
import { stretchAt } from '../schedule/stretches.ts'
import { checkCron } from './check.ts'
import { type Field, fieldsOf } from './fields.ts'

/** An expression in a zone, read once. */
export type Compiled = {
  /** The first occurrence after an instant; null if there is none. */
  next(after: number): number | null
}

/** Larger changes are corrections of the clock: occurrences that they skip are not caught up, and none is a repetition. */
const longestChange = 3 * 3_600_000
/** The most by which the clocks of two zones, or of one zone before and after a change, can differ. */
const apartMs = 2 * dayMs

/**
 * Reads an expression. Days match as in crontab: if both day fields are restricted, either may match; a field that starts
 * with * is unrestricted. At a clock change, a fixed time in the skipped hour occurs at the first instant after it, whatever
 * the date; a fixed time in the repeated hour occurs the first time only; `*` in second, minute or hour follows real time.
 * Throws `invalid` with the wrong fields, or for an unknown zone.
 */
export function compileCron(expression: string, zone: string): Compiled {
  const issues = checkCron(expression)
  if (issues[0]) throw new AppError('invalid', issues[0].message.replace(/(?<![.?!])$/, '.'), issues)
  requireZone(zone)
  const fields = fieldsOf(expression).fields ?? []
  const walls = wallsOf(fields)
  const isFixed = !fields.some(({ name, text }) => timesOfDay.includes(name) && /[*?]/.test(text))
  return { next: (after) => nextIn(zone, walls, isFixed, Math.floor(after)) }
}

const timesOfDay = ['second', 'minute', 'hour']

/** The first time after another that an expression names; both are local times, as if they were UTC. */
type Walls = (after: number) => number

function wallsOf(fields: Field[]): Walls {
  const isOpen = (name: string): boolean => fields.find((field) => field.name === name)?.text.startsWith('*') ?? true
  const text = fields.map((field) => field.text).join(' ')
  try {
    const cron = new Cron(text, { paused: true, utcOffset: 0, domAndDow: isOpen('day of month') || isOpen('day of week') })
    return (after) => cron.nextRun(new Date(after))?.getTime() ?? Number.POSITIVE_INFINITY
  } catch (error) {
    throw new AppError('invalid', `Could not read the cron expression: ${(error as Error).message}`, [
      { path: 'expr', message: (error as Error).message },
    ])
  }
}

/** Goes from one clock change to the next, up to the first stretch with an occurrence. */
function nextIn(zone: string, anyWalls: Walls, isFixed: boolean, after: number): number | null {
  const walls = remembering(anyWalls)
  for (let at = after + 1; ; ) {
    const { from, to, offset, jump } = stretchAt(at, zone)
    // The local time without the change.
    const unset = from + offset - jump
    const isRepeated = isFixed && jump < 0 && -jump <= longestChange
    const skips = isFixed && jump > 0 && jump <= longestChange && from > after
    if (skips && walls(unset - 1) < from + offset) return from
    const wall = walls(Math.max(after + 1, from, isRepeated ? unset - offset : from) + offset - 1)
    if (wall - offset < to) return wall - offset
    // Clocks that are set back soon may show an earlier time again; later ones only show new times.
    if (to > after + apartMs && wall === Number.POSITIVE_INFINITY) return null
    at = to > after + apartMs ? Math.max(to, wall - apartMs) : to
  }
}

/** Remembers that there is nothing between the time asked for and the time found, which saves searching it again. */
function remembering(walls: Walls): Walls {
  let [from, found] = [0, Number.NEGATIVE_INFINITY]
  return (after) => {
    if (after >= from && after < found) return found
    from = after
    found = walls(after)
    return found
  }
}

/** Throws `invalid` for an unknown zone. */
export function requireZone(zone: string): void {
  if (isZone(zone)) return
  const message = `There is no time zone "${zone}". Name one such as Europe/London, America/New_York or UTC.`
  throw new AppError('invalid', message, [{ path: 'tz', message }])
}

/** The next occurrences after an instant, up to `count`. */
export function occurrences(compiled: Compiled, after: number, count: number): number[] {
  const found: number[] = []
  for (let at = compiled.next(after); at !== null && found.length < count; at = compiled.next(at)) found.push(at)
  return found
}
