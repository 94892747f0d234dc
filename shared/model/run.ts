import * as z from 'zod'
import { endedStates, type Reason, reasons, stages, states } from '../run-state.ts'
import { Actor } from './actor.ts'
import { HookStep } from './hook-step.ts'
import { bodyKinds } from './job.ts'
import { JobPause } from './job-pause.ts'
import { Organized } from './organization.ts'
import { Params } from './params.ts'
import { RunDetails } from './run-details.ts'
import { Sample, Survivor, Usage } from './usage.ts'

export const Status = z.enum(states)
export const RunReason = z.enum(reasons as [Reason, ...Reason[]])
export const triggerKinds = ['app-start', 'login', 'wake', 'unlock', 'files', 'after', 'webhook'] as const
/** The kind of trigger that started a run. */
export const Trigger = z.enum([
  'hand',
  'cli',
  'api',
  'tray',
  'schedule',
  'backfill',
  'flow',
  'hook',
  'condition',
  ...triggerKinds,
])
export type Trigger = z.infer<typeof Trigger>

const asked: readonly Trigger[] = ['hand', 'cli', 'api', 'tray']

/** Whether the run started automatically, and so waits for the conditions of its job. */
export const isByItself = (trigger: Trigger): boolean => !asked.includes(trigger)

const time = z.int()

export const waitingFor = ['approval', 'signal', 'worker', 'time', 'queue', 'limit'] as const
/** What a run waits for while none of its tasks runs. Its status stays `running`. */
export const Waiting = z.object({
  for: z.enum(waitingFor),
  /** The title of the approval, the name of the signal, service or paused queue, or `next attempt`; null if the time is enough. */
  what: z.string().nullable(),
  /** The end of the wait, or the latest one; null where there is none. */
  until: time.nullable(),
})
export type Waiting = z.infer<typeof Waiting>

export const Run = z.object({
  id: z.string(),
  /** Counts up by one; the number that people use. */
  number: z.int(),
  /** Null for a command without a job. */
  jobId: z.string().nullable(),
  /** What it is a run of; `command`: of no job. The run of a job whose body is a flow becomes one of a flow. */
  kind: z.enum(['job', 'command', 'flow', 'pipeline']),
  /** The job's name, or the command line of a run without a job. */
  title: z.string(),
  version: z.int().nullable(),
  trigger: Trigger,
  /** Who asked for it; its attempts inherit that. */
  actor: Actor,
  /** The scheduled time; null if no schedule started the run. */
  dueAt: time.nullable(),
  status: Status,
  reason: RunReason.nullable(),
  /** One line for a person: why the run failed. */
  error: z.string().nullable(),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
  /** When the next attempt starts, while the run waits between two. */
  retryAt: time.nullable(),
  /** When it was queued again, the last time that it was retried as a whole. */
  retriedAt: time.nullable(),
  /** When it was pinned: no clean-up deletes it. */
  pinnedAt: time.nullable(),
  /** It tests the draft of a flow, or is a part of such a test: nothing follows it, no statistics have it, and it is deleted after a day. */
  test: z.boolean(),
  /** Missing while it does not wait. Lists and details of runs have it. */
  waiting: Waiting.optional(),
  details: RunDetails.optional(),
})
export type Run = z.infer<typeof Run>

export { Sample, Survivor, Usage }

export const Attempt = z.object({
  id: z.string(),
  number: z.int(),
  status: Status,
  reason: RunReason.nullable(),
  error: z.string().nullable(),
  pid: z.int().nullable(),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  /** Bytes of output missing in the log (size limit, full disk). */
  droppedBytes: z.int(),
  /** Processes the run left behind when it ended by itself. */
  leftBehind: z.int(),
  /** Null if the attempt was too short to be sampled. */
  usage: Usage.nullable(),
})
export type Attempt = z.infer<typeof Attempt>

export const originKinds = ['rerun', 'retry', 'fork'] as const
/** `rerun`: from the start; `retry`: from the node that failed; `fork`: from an event. */
export const OriginKind = z.enum(originKinds)
export type OriginKind = z.infer<typeof OriginKind>

/** The outcome of an approval: `approved`, `rejected`, `expired`, or the text given instead; and who decided. */
export const Approval = z.object({
  outcome: z.string(),
  by: z.string().nullable(),
  /** Who decided; null if it is undecided, or its history does not say. */
  actor: Actor.nullable(),
  comment: z.string().nullable(),
  at: time,
})

export const RunDetail = Run.extend({
  job: z.string().nullable(),
  /** The name of the flow; null for a run of a job, or of a command. `version` is that of the flow then. */
  flow: z.string().nullable(),
  /** The id of its pipeline. */
  pipeline: z.string().nullable(),
  /** The outer run of this one, and its inner runs. */
  parent: z.object({ id: z.string(), number: z.int(), title: z.string(), step: z.string() }).nullable(),
  children: z.array(z.object({ id: z.string(), number: z.int(), title: z.string(), step: z.string(), status: Status })),
  /** The run that it repeats or continues. `id` is null once that run is deleted. */
  origin: z
    .object({
      id: z.string().nullable(),
      number: z.int(),
      how: OriginKind,
      /** The node that a retry started with. */
      node: z.string().nullable(),
      /** The event after which it continues; null for a re-run. */
      event: z.int().nullable(),
    })
    .nullable(),
  /** The newest runs that repeat or continue it. */
  successors: z.array(z.object({ id: z.string(), number: z.int(), how: OriginKind, status: Status })),
  /** The hooks that followed it, each a step of its log; `run` is null for one that could not start. */
  hooks: z.array(HookStep),
  params: Params,
  startReason: z.string().nullable().describe('Why it was started, in the words of whoever started it'),
  shared: z.record(z.string(), z.unknown()),
  result: z.unknown(),
  /** The node whose failure failed a run of a flow. */
  startsAs: z.enum(['flow', 'pipeline']).nullable().describe('What the run of a job becomes a run of, as soon as it starts'),
  failedNode: z.string().nullable(),
  failedItem: z.int().nullable().describe('The item or branch at which that node failed, from 0'),
  failedItemValue: z.string().nullable().describe('The start of the value of that item, as text; null for a branch'),
  nodes: z.array(
    z.object({
      key: z.string(),
      /** Of a node of a flow that has one. */
      title: z.string().nullable(),
      /** Null for a node of a flow without a task. */
      taskId: z.string().nullable(),
      /** How often a node of a flow was entered. */
      visits: z.int(),
      status: Status,
      reason: RunReason.nullable(),
      /** The failure of a node of a flow, or of its last attempt. */
      error: z.string().nullable(),
      attempts: z.int(),
      maxAttempts: z.int(),
      /** The branches or items of a node of a flow: their number, and the numbers by outcome. */
      items: z.object({ count: z.int(), ok: z.int(), failed: z.int() }).nullable(),
      startedAt: time.nullable(),
      endedAt: time.nullable(),
      queue: z.string(),
      priority: z.int(),
      /** Why a node of a flow did not run: it is disabled, or its output was pinned for the test. */
      bypass: z.enum(['disabled', 'pinned']).nullable(),
      /** For an approval that has ended. */
      approval: Approval.nullable(),
      /** The number of the run that did it, for a node that this run took over. */
      takenFrom: z.int().nullable(),
      /** What the task waits for, as a sentence; null if it does not wait. */
      waitsFor: z.string().nullable(),
      /** Until when it waits: until its time is up, or, for the task of a job, until it is due; null if no time ends it. */
      waitsUntil: time.nullable(),
      /** Until when the run waits for its conditions; a person can start it earlier. */
      defersUntil: time.nullable(),
      tries: z.array(Attempt),
    }),
  ),
})
export type RunDetail = z.infer<typeof RunDetail>

export const JobSummary = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  enabled: z.boolean(),
  kind: z.enum(bodyKinds),
  pinned: z.boolean(),
  muted: z.boolean(),
  paused: JobPause.nullable(),
  /** The start of its command or script. */
  preview: z.string(),
  updatedAt: time,
  ...Organized.shape,
  deletedAt: time.optional(),
  /** The newest runs, oldest first. */
  lastRuns: z.array(
    Run.pick({ id: true, number: true, status: true, reason: true, exitCode: true, startedAt: true, endedAt: true }),
  ),
  averageMs: z.number().nullable(),
  /** Null: the job has no schedule. */
  schedule: z
    .object({
      /** The next schedule that is due, as text, and how many there are. */
      text: z.string(),
      count: z.int(),
      nextAt: time.nullable(),
      /** Why no occurrence is next, in a few words. */
      rests: z.string().nullable(),
    })
    .nullable(),
  /** The first trigger as text, and how many there are. Null: none. */
  trigger: z.object({ text: z.string(), count: z.int() }).nullable(),
})
export type JobSummary = z.infer<typeof JobSummary>

export const RunEvent = z.object({
  /** Grows from event to event. */
  seq: z.int(),
  /** Number in the history of a flow's run, from 1; null for earlier events, and for other runs. */
  n: z.int().nullable(),
  at: time,
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  /** Who caused it. */
  actor: Actor,
})
export type RunEvent = z.infer<typeof RunEvent>

export const Ended = z.enum(endedStates)
export const Stage = z.enum(stages)
