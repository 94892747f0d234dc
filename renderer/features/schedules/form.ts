import type { Params } from '../../../shared/model/params.ts'
import type { Schedule, ScheduleInput } from '../../../shared/model/schedule.ts'
import { ScheduleDraft } from '../../../shared/model/schedule.ts'
import { instantOf, isZone, wallOf } from '../../../shared/schedule/local-time.ts'
import type { Checked } from '../../editor/use-editor.ts'
import { fieldProblems, numberField } from '../../ui/number-field.ts'
import type { Problems } from '../../ui/problems.ts'

/** What the editor's fields hold: text, as it is typed. */
export type Form = {
  name: string
  enabled: boolean
  kind: 'cron' | 'every' | 'once'
  expr: string
  every: string
  unit: Unit
  /** As the clocks of the zone show it: 2026-12-24T18:30. */
  anchor: string
  once: string
  tz: string
  jitter: string
  nth: string
  missed: 'none' | 'last' | 'all'
  cap: string
  maxLate: string
  hasHours: boolean
  hoursFrom: string
  hoursTo: string
  weekdays: number[]
  from: string
  to: string
  daysOff: string
  params: Params
}

export type Edit = (change: Partial<Form>) => void
export type Part = { form: Form; problems: Problems; edit: Edit }

export const units = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }
export type Unit = keyof typeof units

export const everyDay = [0, 1, 2, 3, 4, 5, 6]

/** Seconds only where there are any: what was set to the minute is shown to the minute. */
export const wallText = (at: number, zone: string): string =>
  new Date(wallOf(at, zone)).toISOString().slice(0, at % 60_000 < 1_000 ? 16 : 19)

export function newForm(zone: string, now: number): Form {
  return {
    name: '',
    enabled: true,
    kind: 'cron',
    expr: '0 9 * * *',
    every: '15',
    unit: 'minute',
    anchor: wallText(now - (now % 60_000), zone),
    once: wallText(now - (now % 3_600_000) + 7_200_000, zone),
    tz: zone,
    jitter: '',
    nth: '1',
    missed: 'last',
    cap: '100',
    maxLate: '',
    hasHours: false,
    hoursFrom: '09:00',
    hoursTo: '17:00',
    weekdays: everyDay,
    from: '',
    to: '',
    daysOff: '',
    params: {},
  }
}

export function formOf(schedule: Schedule, now: number): Form {
  const { timing, tz, window, missed } = schedule
  return {
    ...newForm(tz, now),
    name: schedule.name,
    enabled: schedule.enabled,
    kind: timing.kind,
    jitter: schedule.jitterMs === 0 ? '' : String(schedule.jitterMs / units.minute),
    nth: String(schedule.every),
    missed: missed.policy,
    cap: String(missed.cap),
    maxLate: missed.maxLateMs === null ? '' : String(missed.maxLateMs / units.minute),
    hasHours: window?.hours != null,
    weekdays: window?.weekdays ?? everyDay,
    from: window?.from ?? '',
    to: window?.to ?? '',
    daysOff: schedule.daysOff.join('\n'),
    params: schedule.params,
    ...(window?.hours ? { hoursFrom: window.hours.from, hoursTo: window.hours.to } : {}),
    ...timingForm(timing, tz),
  }
}

function timingForm(timing: Schedule['timing'], tz: string): Partial<Form> {
  switch (timing.kind) {
    case 'cron':
      return { expr: timing.expr }
    case 'every': {
      const unit = (Object.keys(units) as Unit[]).findLast((key) => timing.ms % units[key] === 0) ?? 'second'
      return { every: String(timing.ms / units[unit]), unit, anchor: wallText(timing.anchor, tz) }
    }
    case 'once':
      return { once: wallText(timing.at, tz) }
  }
}

const minutes = (text: string): number => Math.round(numberField(text) * units.minute)
/** The moment of a time on the wall; NaN where there is none. */
export const instant = (wall: string, zone: string): number => {
  const at = Date.parse(`${wall}Z`)
  return Number.isFinite(at) && isZone(zone) ? instantOf(at, zone) : Number.NaN
}

function timingOf(form: Form): ScheduleInput['timing'] {
  switch (form.kind) {
    case 'cron':
      return { kind: 'cron', expr: form.expr }
    case 'every':
      return { kind: 'every', ms: Math.round(numberField(form.every) * units[form.unit]), anchor: instant(form.anchor, form.tz) }
    case 'once':
      return { kind: 'once', at: instant(form.once, form.tz) }
  }
}

function windowOf({ hasHours, hoursFrom, hoursTo, weekdays, from, to }: Form): ScheduleInput['window'] {
  const hasDays = weekdays.length < 7
  if (!hasHours && !hasDays && from === '' && to === '') return null
  return {
    hours: hasHours ? { from: hoursFrom, to: hoursTo } : null,
    weekdays: hasDays ? weekdays : null,
    from: from === '' ? null : from,
    to: to === '' ? null : to,
  }
}

export function inputOf(form: Form): ScheduleInput & { name: string; enabled: boolean } {
  return {
    name: form.name,
    enabled: form.enabled,
    timing: timingOf(form),
    tz: form.tz.trim(),
    jitterMs: form.jitter.trim() === '' ? 0 : minutes(form.jitter),
    every: numberField(form.nth),
    missed: {
      policy: form.missed,
      cap: numberField(form.cap),
      maxLateMs: form.maxLate.trim() === '' ? null : minutes(form.maxLate),
    },
    window: windowOf(form),
    params: form.params,
    daysOff: form.daysOff.split(/[\s,;]+/).filter((day) => day !== ''),
  }
}

/** Which field says what is wrong with a part of the draft. */
const fieldOf: [start: string, field: keyof Form][] = [
  ['timing.expr', 'expr'],
  ['timing.ms', 'every'],
  ['timing.anchor', 'anchor'],
  ['timing.at', 'once'],
  ['tz', 'tz'],
  ['jitterMs', 'jitter'],
  ['every', 'nth'],
  ['missed.cap', 'cap'],
  ['missed.maxLateMs', 'maxLate'],
  ['window.hours', 'hoursFrom'],
  ['window.weekdays', 'weekdays'],
  ['window.from', 'from'],
  ['window.to', 'to'],
  ['daysOff', 'daysOff'],
  ['params', 'params'],
  ['name', 'name'],
]

export const fieldAt = (path: string): keyof Form => fieldOf.find(([start]) => path.startsWith(start))?.[1] ?? 'name'

const noNumber = (field: string): string =>
  field === 'anchor' || field === 'once' ? 'must be a date and a time' : 'must be a number'

/** The draft, or what is wrong with it, by field. */
export function check(form: Form): Checked<ScheduleDraft> {
  const parsed = ScheduleDraft.safeParse(inputOf(form))
  if (parsed.success) return { draft: parsed.data, problems: null }
  return { draft: null, problems: fieldProblems(parsed.error.issues, fieldAt, noNumber) }
}
