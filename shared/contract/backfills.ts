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
      summary: 'How many moments that are over a backfill would run',
    })
    .input(Ranged)
    .output(BackfillPreview),
  create: access('operator', 'backfill')
    .route({
      method: 'POST',
      path: '/schedules/{id}/backfill',
      tags,
      summary: 'Run moments that are over, oldest first, a few at the same time',
      successStatus: 201,
    })
    .input(Ranged)
    .output(Backfill),
  list: access('viewer', 'backfill')
    .route({ method: 'GET', path: '/backfills', tags, summary: 'The newest backfills, or those of one schedule' })
    .input(z.object({ schedule: z.string().min(1).max(100).optional() }))
    .output(z.object({ items: z.array(Backfill) })),
  pause: access('operator', 'backfill')
    .route({ method: 'POST', path: '/backfills/{id}/pause', tags, summary: 'Begin no more of it until it is resumed' })
    .input(Id)
    .output(Backfill),
  resume: access('operator', 'backfill')
    .route({ method: 'POST', path: '/backfills/{id}/resume', tags, summary: 'Go on with it' })
    .input(Id)
    .output(Backfill),
  cancel: access('operator', 'backfill')
    .route({ method: 'POST', path: '/backfills/{id}/cancel', tags, summary: 'End it; what runs goes on' })
    .input(Id)
    .output(Backfill),
}
