import { ownZone, previewCron } from '../../shared/cron/preview.ts'
import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { schedules } = implementer

export const schedulesApi = (engine: Engine) => ({
  preview: schedules.preview.handler(({ input: { expr, tz, from, count } }) =>
    previewCron(expr, tz ?? ownZone(), from === undefined ? engine.config.clock.now() : Date.parse(from), count),
  ),
  list: schedules.list.handler(({ input: { job, cursor, limit } }) =>
    job === undefined ? engine.schedules.list(cursor ?? null, limit) : { items: engine.schedules.ofJob(job), nextCursor: null },
  ),
  get: schedules.get.handler(({ input }) => engine.schedules.get(input.id)),
  create: schedules.create.handler(({ input: { job, ...draft } }) => engine.schedules.create(job, draft)),
  update: schedules.update.handler(({ input: { id, expectedUpdatedAt, ...draft } }) =>
    engine.schedules.update(id, draft, expectedUpdatedAt),
  ),
  remove: schedules.remove.handler(({ input }) => engine.schedules.remove(input.id)),
  restore: schedules.restore.handler(({ input }) => engine.schedules.restore(input.id)),
  setEnabled: schedules.setEnabled.handler(({ input }) => engine.schedules.setEnabled(input.id, input.enabled)),
  pause: schedules.pause.handler(({ input }) => engine.schedules.pause(input.id, input.reason, input.until)),
  resume: schedules.resume.handler(({ input }) => engine.schedules.resume(input.id)),
  skipNext: schedules.skipNext.handler(({ input }) => engine.schedules.skipNext(input.id, input.skip)),
  occurrences: schedules.occurrences.handler(({ input }) => ({
    items: engine.schedules.occurrencesOf(input.id, input.before ?? null, input.limit),
  })),
  why: schedules.why.handler(({ input }) => engine.schedules.why(input.id, input.at)),
  calendar: schedules.calendar.handler(({ input }) => engine.schedules.calendar(input.from, input.to, input.tz)),
  away: schedules.away.handler(({ input }) => engine.schedules.away(input.since, input.limit)),
})
