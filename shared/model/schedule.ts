import * as z from 'zod'
import { checkCron } from '../cron/check.ts'
import { occurrenceOutcomes, occurrenceReasons } from '../occurrence-state.ts'
import { isZone } from '../schedule/local-time.ts'
import { Actor } from './actor.ts'
import { Conditions } from './conditions.ts'
import { limits } from './limits.ts'
import { Params } from './params.ts'
import { Status } from './run.ts'

const moment = z.int().min(0).max(limits.latestMoment)
const day = z.iso.date('must be a date such as 2026-12-24')
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day such as 09:30')

const Expression = z
  .string()
  .trim()
  .min(1, 'is empty: give a cron expression')
  .max(1_000)
  .superRefine((text, context) => {
    for (const { message } of checkCron(text)) context.addIssue({ code: 'custom', message })
  })

/** When a schedule is due: by a cron expression, at an interval, or once. */
export const Timing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cron'), expr: Expression }),
  z.object({
    kind: z.literal('every'),
    ms: z.int().min(1_000, 'must be a second or more').max(limits.intervalMs, 'must be no more than 366 days'),
    /** One of the occurrences; the others are whole intervals before or after it. */
    anchor: moment,
  }),
  z.object({ kind: z.literal('once'), at: moment }),
])
export type Timing = z.infer<typeof Timing>

/** Outside of the window a schedule has no occurrences. */
export const ActiveWindow = z
  .object({
    /** The first and the last day. */
    from: day.nullable().default(null),
    to: day.nullable().default(null),
    /** From this time of day to before that; past midnight where the second is the earlier one. */
    hours: z.object({ from: timeOfDay, to: timeOfDay }).nullable().default(null),
    /** 0 is Sunday; if the hours go past midnight, this is the day on which they start. */
    weekdays: z
      .array(z.int().min(0).max(6))
      .min(1, 'names no weekday, so the schedule would never run')
      .max(7)
      .nullable()
      .default(null),
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    message: 'ends before it starts, so the schedule would never run',
    path: ['to'],
  })
  .refine(({ hours }) => hours === null || hours.from !== hours.to, {
    message: 'opens and closes at the same time, so the schedule would never run',
    path: ['hours'],
  })
export type ActiveWindow = z.infer<typeof ActiveWindow>

export const missedPolicies = ['none', 'last', 'all'] as const

/** People call it `latest`; it is stored and returned as `last`. */
const MissedPolicy = z
  .enum([...missedPolicies, 'latest'], { error: 'must be none, latest or all' })
  .transform((policy) => (policy === 'latest' ? 'last' : policy))
  .pipe(z.enum(missedPolicies))

/** What happens to occurrences that passed while nothing could start. */
export const Missed = z.object({
  policy: MissedPolicy.default('last'),
  /** With `all`: the newest so many are run, oldest first; those before them stay missed. */
  cap: z.int().min(1).max(limits.catchUp).default(100),
  /** An occurrence that is later than this is not run. */
  maxLateMs: z.int().min(1_000).max(limits.intervalMs).nullable().default(null),
})
export type Missed = z.infer<typeof Missed>

export const ScheduleSpec = z.object({
  timing: Timing,
  /** The zone of its expression, window and days off. */
  tz: z
    .string()
    .max(100)
    .refine(isZone, {
      error: ({ input }) => `there is no time zone "${input}": name one such as Europe/London, America/New_York or UTC`,
    }),
  /** Each moment is put off by up to so much, always by the same for the same moment. */
  jitterMs: z.int().min(0).max(86_400_000).default(0),
  window: ActiveWindow.nullable().default(null),
  /** Days off, in its zone. */
  daysOff: z.array(day).max(1_000).default([]),
  /** Only every nth occurrence counts. */
  every: z.int().min(1).max(1_000).default(1),
  missed: Missed.prefault({}),
  /** Values for the parameters of the job. */
  params: Params.default({}),
})
export type ScheduleSpec = z.infer<typeof ScheduleSpec>
export type ScheduleInput = z.input<typeof ScheduleSpec>

export const ScheduleDraft = ScheduleSpec.extend({
  /** Tells one schedule of a job from another. */
  name: z.string().trim().max(limits.nameLength).default(''),
  enabled: z.boolean().default(true),
})
export type ScheduleDraft = z.infer<typeof ScheduleDraft>

const time = z.int()

export const Pause = z.object({ reason: z.string(), at: time, until: time.nullable(), actor: Actor })
export type Pause = z.infer<typeof Pause>

export const Schedule = ScheduleDraft.extend({
  id: z.string(),
  jobId: z.string(),
  job: z.string(),
  jobEnabled: z.boolean(),
  /** When the schedule is due, as text. */
  text: z.string(),
  paused: Pause.nullable(),
  /** The one moment that is not to run. */
  skips: time.nullable(),
  /** The next moment, and when it is started: later by its jitter. Null where there is none. */
  nextAt: time.nullable(),
  startsAt: time.nullable(),
  /** Why the schedule is never due, as a sentence; null if it can be. */
  problem: z.string().nullable(),
  createdAt: time,
  updatedAt: time,
})
export type Schedule = z.infer<typeof Schedule>

/** The outcome of one occurrence, or of several in a row with the same outcome. */
export const Occurrence = z.object({
  scheduleId: z.string(),
  jobId: z.string(),
  job: z.string(),
  dueAt: time,
  /** The last of them, and how many there are, where that is known. */
  lastAt: time,
  count: z.int().nullable(),
  outcome: z.enum(occurrenceOutcomes),
  reason: z.enum(occurrenceReasons).nullable(),
  recordedAt: time,
  run: z.object({ id: z.string(), number: z.int(), status: Status }).nullable(),
  /** How many of them a backfill has run since, with success. */
  madeUp: z.int(),
})
export type Occurrence = z.infer<typeof Occurrence>

/** An occurrence that is to come; of a frequent schedule, the first of those of a day. */
export const Upcoming = z.object({
  scheduleId: z.string(),
  jobId: z.string(),
  job: z.string(),
  name: z.string(),
  dueAt: time,
  startsAt: time,
  /** How many of its occurrences on that day this is the first of; `isCut`: there are more than were counted. */
  count: z.int(),
  isCut: z.boolean(),
  /** The time from one to the next, where several are counted and follow each other evenly. */
  everyMs: z.int().nullable(),
  /** Conditions that its run will wait for. */
  conditions: Conditions.nullable(),
})
export type Upcoming = z.infer<typeof Upcoming>

export const absenceKinds = ['asleep', 'closed', 'clock-set', 'busy'] as const

/** When nothing could be started, and why. */
export const Absence = z.object({ from: time, to: time, kind: z.enum(absenceKinds) })
export type Absence = z.infer<typeof Absence>
