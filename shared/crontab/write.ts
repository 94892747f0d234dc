import { fieldsOf } from '../cron/fields.ts'
import type { Job } from '../model/job.ts'
import type { ScheduleSpec } from '../model/schedule.ts'
import type { TriggerOn } from '../model/trigger.ts'
import { describeSchedule, durationText } from '../schedule/describe.ts'
import { wallOf } from '../schedule/local-time.ts'
import { commandOf } from './command-text.ts'

/** A job with its schedules and triggers. */
export type Exported = {
  job: Job
  schedules: (ScheduleSpec & { enabled: boolean; paused: unknown })[]
  triggers: { on: TriggerOn; enabled: boolean; text: string }[]
}

/** What a crontab cannot express, and why. */
export type Left = { job: string; why: string }

/** `1 hour`, where `durationText` says `hour` alone. */
const oneOf = (ms: number): string => durationText(ms).replace(/^(day|hour|minute|second)$/, '1 $1')

/** The schedules as lines of a crontab, for a computer in `zone`. Comments above a line say what it loses. */
export function writeCrontab(all: Exported[], zone: string): { text: string; left: Left[] } {
  const left: Left[] = []
  const blocks: string[] = []
  for (const { job, schedules, triggers } of all) {
    const command = commandOf(job)
    const lines: string[] = []
    const losses = new Set<string>()
    const put = (when: When, isOn: boolean): void => {
      if ('why' in when) return void left.push({ job: job.name, why: when.why })
      for (const loss of when.losses) losses.add(loss)
      if (!('why' in command)) lines.push(`${isOn && job.enabled ? '' : '# disabled: '}${when.expr} ${command.line}`)
    }
    if (schedules.length + triggers.length === 0) continue
    if ('why' in command) {
      left.push({ job: job.name, why: command.why })
      continue
    }
    for (const schedule of schedules) put(whenOf(schedule, zone), schedule.enabled && schedule.paused === null)
    for (const { on, enabled, text } of triggers) put(whenOfTrigger(on, text), enabled)
    if (lines.length > 0)
      blocks.push([...[...lossesOf(job), ...losses].map((loss) => `#   ${loss}`), `# ${oneLine(job.name)}`, ...lines].join('\n'))
  }
  return { text: blocks.length === 0 ? '' : `SHELL=/bin/sh\n\n${blocks.join('\n\n')}\n`, left }
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ')

type When = { expr: string; losses: string[] } | { why: string }

function whenOf(spec: ScheduleSpec, zone: string): When {
  const { timing, tz, window, daysOff, every, jitterMs, missed } = spec
  const not = (why: string): When => ({ why: `${describeSchedule(spec)}: ${why}` })
  if (window !== null || daysOff.length > 0) return not('a crontab has no active window and no days off')
  if (every > 1) return not(`a crontab cannot run only every nth occurrence (here ${every})`)
  const losses = [
    ...(jitterMs > 0 ? [`LocalFlow delays it at random by up to ${oneOf(jitterMs)}; cron starts it on the minute`] : []),
    ...(missed.policy === 'none' ? [] : ['LocalFlow catches up on missed occurrences; cron does not']),
  ]
  switch (timing.kind) {
    case 'once':
      return not('a crontab cannot run anything once')
    case 'every': {
      const expr = intervalOf(timing.ms, timing.anchor, zone)
      if (expr === null) return not('a crontab cannot express this interval')
      return {
        expr,
        losses: timing.ms > 3_600_000 ? [...losses, 'when clocks change, one interval is an hour longer or shorter'] : losses,
      }
    }
    case 'cron': {
      if (tz !== zone) return not(`its time zone is ${tz}, and cron uses that of the computer (${zone})`)
      const expr = fiveOf(timing.expr)
      return expr === null ? not('cron has no seconds, years, L, W and #') : { expr, losses }
    }
  }
}

/** Null if a crontab cannot express it. */
function fiveOf(expression: string): string | null {
  const { fields } = fieldsOf(expression)
  if (fields === null) return null
  const isFive = fields.every(({ name, text }) => (name === 'second' ? /^0+$/.test(text) : name !== 'year' || text === '*'))
  const five = fields.filter(({ name }) => name !== 'second' && name !== 'year').map(({ text }) => text)
  // Names of months and days may hold an L or a W; nothing else does.
  const special = five.some((text) => /[LW#?+]/i.test(text.replaceAll(/[a-z]{3,}/gi, '')))
  return isFive && !special ? five.join(' ') : null
}

function intervalOf(ms: number, anchor: number, tz: string): string | null {
  if (ms % 60_000 !== 0 || anchor % 60_000 !== 0) return null
  const wall = new Date(wallOf(anchor, tz))
  const [minute, hour] = [wall.getUTCMinutes(), wall.getUTCHours()]
  const minutes = ms / 60_000
  if (minutes < 60) return 60 % minutes === 0 ? `${stepOf(minute % minutes, 59, minutes)} * * * *` : null
  if (minutes % 60 !== 0) return null
  const hours = minutes / 60
  if (hours === 24) return `${minute} ${hour} * * *`
  return 24 % hours === 0 ? `${minute} ${stepOf(hour % hours, 23, hours)} * * *` : null
}

const stepOf = (first: number, most: number, step: number): string =>
  step === 1 ? '*' : first === 0 ? `*/${step}` : `${first}-${most}/${step}`

const whenOfTrigger = (on: TriggerOn, text: string): When =>
  on.kind === 'app-start'
    ? { expr: '@reboot', losses: ['LocalFlow runs it each time LocalFlow starts; cron runs it when the computer starts'] }
    : { why: `${text}: cron only knows times` }

/** Settings of a job that cron does not have. */
function lossesOf({ timeoutMs, retry, limits, conditions, overlap, envFile }: Job): string[] {
  return [
    timeoutMs !== null && `its timeout of ${oneOf(timeoutMs)}`,
    retry.maxAttempts > 1 && 'its retries',
    (limits.memory ?? limits.cpu ?? limits.output) !== null && 'its limits',
    conditions !== null && 'its conditions',
    overlap !== 'allow' && 'its concurrency policy',
    envFile !== null && 'its environment file',
  ]
    .filter((words) => words !== false)
    .map((words) => `lost: ${words}`)
}
