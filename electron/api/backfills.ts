import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { backfills } = implementer

export const backfillsApi = (engine: Engine) => ({
  preview: backfills.preview.handler(({ input: { id, ...draft } }) => engine.backfills.preview(id, draft)),
  create: backfills.create.handler(({ input: { id, ...draft } }) => engine.backfills.create(id, draft)),
  list: backfills.list.handler(({ input }) => ({ items: engine.backfills.list(input.schedule) })),
  pause: backfills.pause.handler(({ input }) => engine.backfills.pause(input.id)),
  resume: backfills.resume.handler(({ input }) => engine.backfills.resume(input.id)),
  cancel: backfills.cancel.handler(({ input }) => engine.backfills.cancel(input.id)),
})
