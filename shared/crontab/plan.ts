import { compileCron, occurrences } from '../cron/occurrences.ts'
import type { ImportPlan, PlannedJob } from '../import/plan.ts'
import { JobDraft } from '../model/job.ts'
import { ScheduleDraft } from '../model/schedule.ts'
import { TriggerDraft } from '../model/trigger.ts'
import { describeSchedule } from '../schedule/describe.ts'
import { type CrontabEntry, parseCrontab } from './parse.ts'

/** The lines of a crontab as jobs. `zone` is that of the computer; with `enabled` false, schedules and triggers are disabled. */
export function planCrontab(text: string, form: 'user' | 'system', zone: string, enabled: boolean, now = Date.now()): ImportPlan {
  const { entries, problems } = parseCrontab(text, form)
  const plan: ImportPlan = {
    planned: [],
    problems: problems.map(({ line, text, message }) => ({ source: `line ${line}`, text, message })),
  }
  for (const entry of entries) {
    const found = planEntry(entry, zone, enabled, now)
    if (typeof found === 'string') plan.problems.push({ source: `line ${entry.line}`, text: entry.command, message: found })
    else plan.planned.push(found)
  }
  return plan
}

/** As in cron, runs may overlap and missed occurrences are not caught up. Returns the reason if a line cannot be imported. */
function planEntry(entry: CrontabEntry, zone: string, enabled: boolean, now: number): PlannedJob | string {
  const { line, name, shell, command, stdin, env, differences } = entry
  const parsed = JobDraft.safeParse({
    name,
    body: { kind: 'command', command: shell, args: ['-c', command] },
    env,
    stdin: stdin === null ? null : { from: 'text', text: stdin },
    overlap: 'allow',
  })
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  const never = isNever(entry, zone, now) ? ['no date matches this expression, so neither cron nor LocalFlow ever runs it'] : []
  const timing = timingOf(entry, zone, enabled)
  return { source: `line ${line}`, job: parsed.data, preview: command, differences: [...differences, ...never], ...timing }
}

const isNever = ({ expr, tz }: CrontabEntry, zone: string, now: number): boolean =>
  expr !== '@reboot' && occurrences(compileCron(expr, tz ?? zone), now, 1).length === 0

function timingOf(
  { expr, tz }: CrontabEntry,
  zone: string,
  enabled: boolean,
): Pick<PlannedJob, 'schedules' | 'triggers' | 'when'> {
  if (expr === '@reboot') {
    const trigger = TriggerDraft.parse({ on: { kind: 'app-start' }, enabled })
    return { schedules: [], triggers: [trigger], when: 'When LocalFlow starts' }
  }
  const schedule = ScheduleDraft.parse({
    timing: { kind: 'cron', expr },
    tz: tz ?? zone,
    missed: { policy: 'none' },
    enabled,
  })
  return { schedules: [schedule], triggers: [], when: `${describeSchedule(schedule)} (${schedule.tz})` }
}
