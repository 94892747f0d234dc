import { freeName, type ImportPlan, type PlannedJob } from '../import/plan.ts'
import { Conditions } from '../model/conditions.ts'
import { JobDraft, type JobDraftInput } from '../model/job.ts'
import { limits } from '../model/limits.ts'
import { ScheduleDraft, type ScheduleInput } from '../model/schedule.ts'
import { TriggerDraft } from '../model/trigger.ts'
import { describeSchedule } from '../schedule/describe.ts'
import { calendarOf } from './calendar.ts'
import { type CommandLine, plainWords, readAssignments, readCommandLines, shellLine } from './command-line.ts'
import { isYes, readUnit, spanOf, type Unit } from './unit-file.ts'

/** One that is not enabled starts nothing there, and is off here at first. */
export type UnitFile = { name: string; text: string; enabled?: boolean }

type Context = { zone: string; now: number; enabled: boolean; names: Set<string> }

/** Timers with their services as jobs. `zone` is that of the computer; `enabled` false turns what sets them off off at first. */
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
    else plan.planned.push({ ...found, differences: ['its timer is not enabled: it is off here at first', ...found.differences] })
  }
  if (timers.length === 0)
    plan.problems.push({
      source: '',
      text: '',
      message: 'There is no timer: give the .timer files, and the .service files they start.',
    })
  return plan
}

/** Gives what is wrong with it, where it cannot be taken over. */
function planTimer(name: string, timer: Unit, services: Map<string, string>, context: Context): PlannedJob | string {
  const base = name.replace(/\.timer$/, '')
  if (base.endsWith('@')) return 'It is a template: give the timer of an instance.'
  const serviceName = timer.get('Timer', 'Unit').at(-1) ?? `${base}.service`
  if (!serviceName.endsWith('.service')) return `It starts ${serviceName}, which is no service.`
  const text = services.get(serviceName)
  if (text === undefined) return `It starts ${serviceName}, and that file is missing.`
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

type Body = { job: Pick<JobDraftInput, 'body'>; preview: string; differences: string[] }

function bodyOf(service: Unit, specifiers: Record<string, string>): Body | string {
  const read = (name: string): CommandLine[] => service.get('Service', name).flatMap((text) => readCommandLines(text, specifiers))
  const [conditions, before, own, after] = ['ExecCondition', 'ExecStartPre', 'ExecStart', 'ExecStartPost'].map(read) as [
    CommandLine[],
    CommandLine[],
    CommandLine[],
    CommandLine[],
  ]
  const lines = [...conditions, ...before, ...own, ...after]
  if (own.length === 0) return 'Its service has no ExecStart=: there is nothing to run.'
  const problem = lines.find((line) => line.problem !== null)?.problem
  if (problem != null) return problem
  const differences = [...new Set(lines.flatMap((line) => line.differences))]
  const only = lines.length === 1 && lines[0] && !lines[0].ignoresFailure ? plainWords(lines[0]) : null
  if (only?.[0] !== undefined) {
    const [command, ...args] = only
    return { job: { body: { kind: 'command', command, args } }, preview: only.join(' '), differences }
  }
  const script = [
    'set -ef',
    ...conditions.map((line) => `${shellLine(line)} || exit 0`),
    ...[...before, ...own, ...after].map((line) => (line.ignoresFailure ? `${shellLine(line)} || :` : shellLine(line))),
    '',
  ].join('\n')
  return {
    job: { body: { kind: 'script', script, interpreter: ['/bin/sh'] } },
    preview: script.trim(),
    differences: [
      ...differences,
      'its command lines became a script for /bin/sh, which fills in the variables',
      ...(conditions.length > 0 ? ['where its condition does not hold, the run succeeds; there it was skipped'] : []),
    ],
  }
}

const silent = new Set([
  'ExecStart',
  'ExecStartPre',
  'ExecStartPost',
  'ExecCondition',
  'Type',
  'RemainAfterExit',
  'SyslogIdentifier',
])

/** What a service says beside its commands. */
function settingsOf(service: Unit, specifiers: Record<string, string>): { job: Partial<JobDraftInput>; differences: string[] } {
  const all = (name: string): string[] => service.get('Service', name)
  const job: Partial<JobDraftInput> = {}
  const differences: string[] = []
  const taken = new Set(silent)
  /** False: it is named among what is not taken over. */
  const take = (name: string, use: (value: string) => boolean): void => {
    const value = all(name).at(-1)
    if (value === undefined || use(value)) taken.add(name)
  }
  const folder = (value: string): string => value.replace(/^-/, '').replace(/^%h/, '~')
  take('WorkingDirectory', (value) => {
    if (folder(value).includes('%')) return false
    job.cwd = folder(value)
    return true
  })
  take('Environment', () => {
    const read = all('Environment').map((text) => readAssignments(text, specifiers))
    for (const { problem } of read) if (problem !== null) differences.push(`Environment=: ${problem}`)
    const env = Object.fromEntries(read.flatMap(({ pairs }) => pairs))
    if (Object.keys(env).length > 0) job.env = env
    return true
  })
  take('EnvironmentFile', (value) => {
    if (folder(value).includes('%')) return false
    job.envFile = folder(value)
    if (value.startsWith('-')) differences.push('its environment file may not be missing here')
    if (all('EnvironmentFile').length > 1) differences.push('of its environment files only the last is read')
    if (job.env) differences.push('where both name a variable, Environment= wins over the file here')
    return true
  })
  const isOneshot = all('Type').at(-1) === 'oneshot'
  for (const name of isOneshot ? ['TimeoutStartSec', 'TimeoutSec'] : ['RuntimeMaxSec'])
    take(name, (value) => {
      const ms = spanOf(value)
      if (ms !== null && ms > 0 && ms <= limits.timeoutMs) job.timeoutMs = ms
      return job.timeoutMs !== undefined || value === 'infinity'
    })
  take('MemoryMax', (value) => {
    const bytes = bytesOf(value)
    if (bytes !== null) job.limits = { memory: { max: bytes, action: 'stop' } }
    return bytes !== null || value === 'infinity'
  })
  for (const name of ['StandardOutput', 'StandardError'])
    take(name, (value) => !/^(?:file|append|truncate|tty|socket|fd):?/.test(value))
  for (const name of ['User', 'Group'])
    take(name, (value) => {
      differences.push(`${name}=${value}: here it runs as you`)
      return true
    })
  const left = service.names('Service').filter((name) => !taken.has(name))
  if (left.length > 0) differences.push(`not taken over: ${left.map((name) => `${name}=${all(name).at(-1)}`).join(', ')}`)
  differences.push(...unitDifferences(service))
  const conditions = conditionsOf(service)
  if (conditions) job.conditions = conditions
  return { job, differences }
}

/** What a unit asks of others, and of the computer, that is not asked here. */
function unitDifferences(service: Unit): string[] {
  const found = service
    .get('Unit', 'OnFailure')
    .map((value) => `OnFailure=${value}: make a trigger "after another job has run" for that`)
  const asks = service
    .names('Unit')
    .filter(
      (name) => /^(?:Condition|Assert)/.test(name) || ['Requires', 'Requisite', 'BindsTo', 'RequiresMountsFor'].includes(name),
    )
    .flatMap((name) => service.get('Unit', name).map((value) => ({ name, value })))
    .filter(({ name, value }) => !(name === 'ConditionACPower' && isYes(value)) && value !== 'network-online.target')
  if (asks.length > 0) found.push(`not taken over: ${asks.map(({ name, value }) => `${name}=${value}`).join(', ')}`)
  return found
}

function conditionsOf(service: Unit): Conditions | null {
  const acPower = isYes(service.get('Unit', 'ConditionACPower').at(-1))
  const network = [...service.get('Unit', 'After'), ...service.get('Unit', 'Wants'), ...service.get('Unit', 'Requires')].some(
    (text) => text.split(/\s+/).includes('network-online.target'),
  )
  return acPower || network ? Conditions.parse({ acPower, network: network ? 'any' : null }) : null
}

function bytesOf(text: string): number | null {
  const match = /^(\d+)([KMGT]?)$/i.exec(text.trim())
  if (!match) return null
  return Number(match[1]) * 1024 ** ['', 'K', 'M', 'G', 'T'].indexOf((match[2] ?? '').toUpperCase())
}

type When = { schedules: ScheduleDraft[]; triggers: TriggerDraft[]; words: string[]; differences: string[] }

/** What a timer says; or what of it cannot be said here. */
function whenOf(timer: Unit, { zone, now, enabled }: Context): When | string {
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
      if (ms === null) return `${name}=${text} is no span of time.`
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
      found.differences.push(`${name}=${text}: here it begins at once when LocalFlow starts`)
    }
  for (const text of get('OnActiveSec'))
    found.differences.push(`OnActiveSec=${text} is not taken over: it counts from the start of the timer`)
  if (isYes(get('WakeSystem').at(-1))) found.differences.push('WakeSystem=: LocalFlow does not wake the computer')
  if (jitter > 86_400_000) found.differences.push('its random delay is a day at most here')
  if (jitter > 0) found.differences.push('the same moment is always put off by the same here')
  if (get('OnCalendar').length > 0 && !get('AccuracySec').some((text) => (spanOf(text) ?? 60_000) <= 1_000))
    found.differences.push('systemd may begin up to a minute later (AccuracySec=); here it begins on the second')
  if (found.schedules.length + found.triggers.length === 0) return 'It names no time that LocalFlow could begin it at.'
  return found
}
