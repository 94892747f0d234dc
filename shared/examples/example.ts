import type { JobDraftInput } from '../model/job.ts'
import type { ScheduleInput } from '../model/schedule.ts'
import type { TriggerInput } from '../model/trigger.ts'

/** The shell that is on the computer: scripts of examples are written for both. */
export type Shell = 'sh' | 'powershell'

/** The definitions of an example, to be created under its title. */
export type ExampleParts =
  | {
      kind: 'job'
      job: Omit<JobDraftInput, 'name'>
      /** In the time zone of the person. */
      schedule?: Omit<ScheduleInput, 'tz'>
      trigger?: TriggerInput
    }
  | {
      kind: 'flow'
      source: string
      /** Of a job that starts the flow; in the time zone of the person. */
      schedule?: Omit<ScheduleInput, 'tz'>
    }
  | { kind: 'pipeline'; source: string }

export type Example = {
  /** How the command line names it. */
  id: string
  /** The name of what it creates. */
  title: string
  kind: ExampleParts['kind']
  /** What it is an example of, in a word or two. */
  shows: string
  /** What it does, in two sentences. */
  text: string
  partsFor(shell: Shell): ExampleParts
}

export const shellOf = (platform: string): Shell => (platform === 'win32' ? 'powershell' : 'sh')
