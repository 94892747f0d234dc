import type { ImportPlan, PlannedJob } from '../import/plan.ts'
import { JobDraft } from '../model/job.ts'
import { ScheduleDraft } from '../model/schedule.ts'
import { TriggerDraft } from '../model/trigger.ts'
import { describeSchedule } from '../schedule/describe.ts'
import { type CrontabEntry, parseCrontab } from './parse.ts'

/** The lines of a crontab as jobs. `zone` is that of the computer; `enabled` false turns what sets them off off at first. */
export function planCrontab(text: string, form: 'user' | 'system', zone: string, enabled: boolean): ImportPlan {
  const { entries, problems } = parseCrontab(text, form)
  const plan: ImportPlan = {
    planned: [],
    problems: problems.map(({ line, text, message }) => ({ source: `line ${line}`, text, message })),
  }
  for (const entry of entries) {
    const found = planEntry(entry, zone, enabled)
    if (typeof found === 'string') plan.problems.push({ source: `line ${entry.line}`, text: entry.command, message: found })
    else plan.planned.push(found)
  }
  return plan
}

/** As cron has it: runs beside each other, and what was missed stays missed. Gives what is wrong, where it cannot be. */
function planEntry(entry: CrontabEntry, zone: string, enabled: boolean): PlannedJob | string {
  const { line, name, shell, command, stdin, env, differences } = entry
  const parsed = JobDraft.safeParse({
    name,
    body: { kind: 'command', command: shell, args: ['-c', command] },
    env,
    stdin: stdin === null ? null : { from: 'text', text: stdin },
    overlap: 'allow',
  })
  if (!parsed.success) return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  return { source: `line ${line}`, job: parsed.data, preview: command, differences, ...timingOf(entry, zone, enabled) }
}

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
