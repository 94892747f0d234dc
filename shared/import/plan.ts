import type { JobDraft } from '../model/job.ts'
import type { ScheduleDraft } from '../model/schedule.ts'
import type { TriggerDraft } from '../model/trigger.ts'

/** What another scheduler runs, as a LocalFlow job. */
export type PlannedJob = {
  /** The source of the entry: "line 4", or the name of a unit. */
  source: string
  job: JobDraft
  schedules: ScheduleDraft[]
  triggers: TriggerDraft[]
  /** The command and its times, as one line. */
  preview: string
  when: string
  /** Differences to the other scheduler, as sentences. */
  differences: string[]
}

/** An entry that cannot be imported, and why. */
export type ImportProblem = { source: string; text: string; message: string }

export type ImportPlan = { planned: PlannedJob[]; problems: ImportProblem[] }

/** The wanted name, or, if it is taken, the name with a number. */
export function freeName(wanted: string, names: Set<string>): string {
  let name = wanted
  for (let count = 2; names.has(name.toLowerCase()); count++) name = `${wanted} ${count}`
  names.add(name.toLowerCase())
  return name
}
