import * as z from 'zod'
import { limits } from '../model/limits.ts'
import { Run } from '../model/run.ts'
import { Absence, Occurrence, Schedule, ScheduleDraft, Upcoming } from '../model/schedule.ts'
import { isZone } from '../schedule/local-time.ts'
import { access, Paging, page } from './base.ts'

const tags = ['Schedules']

export const SchedulePreview = z.object({
  /** UTC. */
  next: z.array(z.string()),
  /** The expression as an English sentence. */
  text: z.string(),
})

const Id = z.object({ id: z.string().min(1).max(100) })
const moment = z.coerce.number<number | string>().int().min(0).max(limits.latestMoment)
const Between = z.object({ from: moment, to: moment }).refine(({ from, to }) => from <= to, 'ends before it starts')

export const schedules = {
  preview: access('viewer', 'schedule')
    .route({
      method: 'POST',
      path: '/schedules/preview',
      tags,
      summary: 'Preview a cron expression: its next occurrences and description, or an error for each wrong field',
    })
    .input(
      z.object({
        expr: z.string().max(1_000),
        /** Default: the zone of this computer. */
        tz: z.string().max(100).optional(),
        /** Occurrences after this time; default: now. */
        from: z.iso.datetime({ offset: true }).optional(),
        count: z.int().min(1).max(1_000).default(5),
      }),
    )
    .output(SchedulePreview),
  list: access('viewer', 'schedule')
    .route({
      method: 'GET',
      path: '/schedules',
      tags,
      summary: 'List schedules of all jobs or of one, oldest first',
    })
    .input(z.object({ ...Paging, job: z.string().min(1).max(200).optional() }))
    .output(page(Schedule)),
  get: access('viewer', 'schedule')
    .route({ method: 'GET', path: '/schedules/{id}', tags, summary: 'Get a schedule' })
    .input(Id)
    .output(Schedule),
  create: access('editor', 'schedule')
    .route({ method: 'POST', path: '/schedules', tags, summary: 'Give a job a schedule', successStatus: 201 })
    .input(ScheduleDraft.extend({ job: z.string().min(1).max(200) }))
    .output(Schedule),
  update: access('editor', 'schedule')
    .route({
      method: 'PUT',
      path: '/schedules/{id}',
      tags,
      summary: 'Replace a schedule; earlier occurrences follow the old one',
    })
    .input(Id.extend({ ...ScheduleDraft.shape, expectedUpdatedAt: z.int().optional() }))
    .output(Schedule),
  remove: access('editor', 'schedule')
    .route({
      method: 'DELETE',
      path: '/schedules/{id}',
      tags,
      summary: 'Delete a schedule; the history of its occurrences stays',
    })
    .input(Id)
    .output(Id),
  restore: access('editor', 'schedule')
    .route({
      method: 'POST',
      path: '/schedules/{id}/restore',
      tags,
      summary: 'Restore a deleted schedule; occurrences in between do not count as missed',
    })
    .input(Id)
    .output(Schedule),
  setEnabled: access('editor', 'schedule')
    .route({ method: 'POST', path: '/schedules/{id}/enabled', tags, summary: 'Enable or disable a schedule' })
    .input(Id.extend({ enabled: z.boolean() }))
    .output(Schedule),
  pause: access('operator', 'schedule')
    .route({
      method: 'POST',
      path: '/schedules/{id}/pause',
      tags,
      summary: 'Pause a schedule until a time or until it is resumed',
    })
    .input(Id.extend({ reason: z.string().trim().max(500).default(''), until: moment.nullable().default(null) }))
    .output(Schedule),
  resume: access('operator', 'schedule')
    .route({ method: 'POST', path: '/schedules/{id}/resume', tags, summary: 'Resume a paused schedule' })
    .input(Id)
    .output(Schedule),
  skipNext: access('operator', 'schedule')
    .route({ method: 'POST', path: '/schedules/{id}/skip-next', tags, summary: 'Skip the next occurrence, or undo that' })
    .input(Id.extend({ skip: z.boolean().default(true) }))
    .output(Schedule),
  occurrences: access('viewer', 'schedule')
    .route({
      method: 'GET',
      path: '/schedules/{id}/occurrences',
      tags,
      summary: 'List past occurrences with their outcomes, newest first',
    })
    .input(Id.extend({ before: moment.optional(), limit: Paging.limit }))
    .output(z.object({ items: z.array(Occurrence) })),
  why: access('viewer', 'schedule')
    .route({
      method: 'GET',
      path: '/schedules/{id}/why',
      tags,
      summary: 'Explain why a schedule did or did not run at a given time',
    })
    .input(Id.extend({ at: moment }))
    .output(z.object({ text: z.string(), occurrence: Occurrence.nullable() })),
  calendar: access('viewer', 'schedule')
    .route({
      method: 'GET',
      path: '/calendar',
      tags,
      summary: 'List the past and future occurrences of a range of time',
    })
    .input(
      Between.safeExtend({
        /** The zone whose days count the occurrences of frequent schedules; default: that of the computer. */
        tz: z.string().max(100).refine(isZone, 'is not a time zone').optional(),
      }),
    )
    .output(z.object({ occurrences: z.array(Occurrence), upcoming: z.array(Upcoming), complete: z.boolean() })),
  away: access('viewer', 'schedule')
    .route({
      method: 'GET',
      path: '/away',
      tags,
      summary:
        'List occurrences that did not run as planned since a given time, deferred runs that were skipped, and when nothing could start',
    })
    .input(z.object({ since: moment, limit: Paging.limit }))
    .output(z.object({ occurrences: z.array(Occurrence), absences: z.array(Absence), waited: z.array(Run) })),
}
