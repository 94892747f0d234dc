import { ownZone, previewCron } from '../../shared/cron/preview.ts'
import type { Clock } from '../engine/clock.ts'
import { implementer } from './base.ts'

const { schedules } = implementer

export const schedulesApi = (clock: Pick<Clock, 'now'>) => ({
  preview: schedules.preview.handler(({ input: { expr, tz, from, count } }) =>
    previewCron(expr, tz ?? ownZone(), from === undefined ? clock.now() : Date.parse(from), count),
  ),
})
