import * as z from 'zod'
import { Backfill, BackfillDraft, BackfillPreview } from '../model/backfill.ts'
import { access } from './base.ts'

const tags = ['Schedules']
const Id = z.object({ id: z.string().min(1).max(100) })
const Ranged = BackfillDraft.and(Id)

export const backfills = {
  preview: access('viewer', 'backfill')
    .route({
      method: 'POST',
      path: '/schedules/{id}/backfill/preview',
      tags,
      summary: 'Count the past occurrences that a backfill would run',
    })
    .input(Ranged)
    .output(BackfillPreview),
  create: access('operator', 'backfill')
    .route({
      method: 'POST',
      path: '/schedules/{id}/backfill',
      tags,
      summary: 'Start a backfill: run past occurrences, oldest first, a few at a time',
      successStatus: 201,
    })
    .input(Ranged)
    .output(Backfill),
  list: access('viewer', 'backfill')
    .route({ method: 'GET', path: '/backfills', tags, summary: 'List backfills of all schedules or of one, newest first' })
    .input(z.object({ schedule: z.string().min(1).max(100).optional() }))
    .output(z.object({ items: z.array(Backfill) })),
  pause: access('operator', 'backfill')
    .route({ method: 'POST', path: '/backfills/{id}/pause', tags, summary: 'Pause a backfill' })
    .input(Id)
    .output(Backfill),
  resume: access('operator', 'backfill')
    .route({ method: 'POST', path: '/backfills/{id}/resume', tags, summary: 'Resume a backfill' })
    .input(Id)
    .output(Backfill),
  cancel: access('operator', 'backfill')
    .route({ method: 'POST', path: '/backfills/{id}/cancel', tags, summary: 'Cancel a backfill; runs that have started go on' })
    .input(Id)
    .output(Backfill),
}
