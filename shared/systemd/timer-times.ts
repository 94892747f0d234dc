import { ScheduleDraft, type ScheduleInput } from '../model/schedule.ts'
import { TriggerDraft } from '../model/trigger.ts'
import { describeSchedule } from '../schedule/describe.ts'
import { calendarOf } from './calendar.ts'
import { isYes, spanOf, type Unit } from './unit-file.ts'

type When = { schedules: ScheduleDraft[]; triggers: TriggerDraft[]; words: string[]; differences: string[] }

/** What a timer says; or what of it cannot be said here. */
export function whenOf(timer: Unit, { zone, now, enabled }: { zone: string; now: number; enabled: boolean }): When | string {
  const get = (name: string): string[] => timer.get('Timer', name)
  const found: When = { schedules: [], triggers: [], words: [], differences: [] }
  const jitter = spanOf(get('RandomizedDelaySec').at(-1) ?? '0') ?? 0
  const common: Pick<ScheduleInput, 'jitterMs' | 'missed'> & { enabled: boolean } = {
    jitterMs: Math.min(jitter, 86_400_000),
    missed: { policy: isYes(get('Persistent').at(-1)) ? 'last' : 'none' },
    enabled,
  }
  const add = (input: ScheduleInput): string | null => {
    const parsed = ScheduleDraft.safeParse({ ...common, ...input })
    if (!parsed.success) return parsed.error.issues.map(({ message }) => message).join('; ')
    found.schedules.push(parsed.data)
    found.words.push(`${describeSchedule(parsed.data)} (${parsed.data.tz})`)
    return null
  }
  for (const text of get('OnCalendar')) {
    const calendar = calendarOf(text)
    if ('message' in calendar) return `OnCalendar=${text}: ${calendar.message}`
    const { expr, tz, window } = calendar
    const problem = add({ timing: { kind: 'cron', expr }, tz: tz ?? zone, window })
    if (problem !== null) return `OnCalendar=${text}: ${problem}`
  }
  for (const name of ['OnUnitActiveSec', 'OnUnitInactiveSec'])
    for (const text of get(name)) {
      const ms = spanOf(text)
      if (ms === null) return `${name}=${text} is not a duration.`
      const problem = add({ timing: { kind: 'every', ms, anchor: now - (now % 1_000) }, tz: zone })
      if (problem !== null) return `${name}=${text}: ${problem}`
      found.differences.push(
        `${name}= counts from when it last ${name === 'OnUnitActiveSec' ? 'began' : 'ended'}; here the interval goes on by the clock`,
      )
    }
  for (const name of ['OnBootSec', 'OnStartupSec'])
    for (const text of get(name)) {
      if (found.triggers.length === 0) {
        found.triggers.push(TriggerDraft.parse({ on: { kind: 'app-start' }, enabled }))
        found.words.push('When LocalFlow starts')
      }
      found.differences.push(`${name}=${text}: the run starts immediately when LocalFlow starts`)
    }
  for (const text of get('OnActiveSec'))
    found.differences.push(`OnActiveSec=${text} is not taken over: it counts from the start of the timer`)
  if (isYes(get('WakeSystem').at(-1))) found.differences.push('WakeSystem=: LocalFlow does not wake the computer')
  if (jitter > 86_400_000) found.differences.push('the random delay is limited to a day')
  if (jitter > 0) found.differences.push('a given occurrence always gets the same random delay')
  if (get('OnCalendar').length > 0 && !get('AccuracySec').some((text) => (spanOf(text) ?? 60_000) <= 1_000))
    found.differences.push('systemd may start up to a minute late (AccuracySec=); LocalFlow starts on the second')
  if (found.schedules.length + found.triggers.length === 0) return 'The timer has no time at which LocalFlow could start the job.'
  return found
}
