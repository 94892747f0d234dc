import { freeName, type ImportPlan, type PlannedJob } from '../import/plan.ts'
import { JobDraft } from '../model/job.ts'
import { bodyOf } from './service-body.ts'
import { settingsOf } from './service-settings.ts'
import { whenOf } from './timer-times.ts'
import { readUnit, type Unit } from './unit-file.ts'

/** One that is not enabled starts nothing there, and is off here at first. */
export type UnitFile = { name: string; text: string; enabled?: boolean }

type Context = { zone: string; now: number; enabled: boolean; names: Set<string> }

/** Timers with their services as jobs. `zone` is that of the computer; With `enabled: false` the schedules and triggers are created disabled. */
export function planSystemd(files: UnitFile[], zone: string, now: number, enabled: boolean): ImportPlan {
  const context: Context = { zone, now, enabled, names: new Set() }
  const services = new Map(files.map(({ name, text }) => [name, text]))
  const plan: ImportPlan = { planned: [], problems: [] }
  const timers = files.filter(({ name }) => name.endsWith('.timer'))
  for (const { name, text, enabled: isEnabled = true } of timers) {
    const own = { ...context, enabled: enabled && isEnabled }
    const found = planTimer(name, readUnit(text), services, own)
    if (typeof found === 'string') plan.problems.push({ source: name, text: '', message: found })
    else if (isEnabled) plan.planned.push(found)
    else
      plan.planned.push({
        ...found,
        differences: ['the timer is not enabled, so its schedules and triggers are created disabled', ...found.differences],
      })
  }
  if (timers.length === 0)
    plan.problems.push({
      source: '',
      text: '',
      message: 'There is no timer. Give the .timer files and the .service files they start.',
    })
  return plan
}

/** Returns the problem if the timer cannot be imported. */
function planTimer(name: string, timer: Unit, services: Map<string, string>, context: Context): PlannedJob | string {
  const base = name.replace(/\.timer$/, '')
  if (base.endsWith('@')) return 'The timer is a template. Give the timer of an instance.'
  const serviceName = timer.get('Timer', 'Unit').at(-1) ?? `${base}.service`
  if (!serviceName.endsWith('.service')) return `The timer starts ${serviceName}, which is not a service.`
  const text = services.get(serviceName)
  if (text === undefined) return `The timer starts ${serviceName}, but that file is missing.`
  const service = readUnit(text)
  const specifiers = { n: `${base}.service`, N: base, p: base.replace(/@.*$/, ''), i: /@(.*)$/.exec(base)?.[1] ?? '' }
  const body = bodyOf(service, specifiers)
  if (typeof body === 'string') return body
  const when = whenOf(timer, context)
  if (typeof when === 'string') return when
  const settings = settingsOf(service, specifiers)
  const wanted = (timer.get('Unit', 'Description').at(-1) ?? service.get('Unit', 'Description').at(-1) ?? base).slice(0, 100)
  const parsed = JobDraft.safeParse({ name: freeName(wanted, context.names), ...settings.job, ...body.job, overlap: 'skip' })
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  const { schedules, triggers, words } = when
  return {
    source: name,
    job: parsed.data,
    schedules,
    triggers,
    preview: body.preview,
    when: words.join('; '),
    differences: [...when.differences, ...body.differences, ...settings.differences],
  }
}
