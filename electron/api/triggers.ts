import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { triggers } = implementer

export const triggersApi = (engine: Engine) => ({
  list: triggers.list.handler(({ input: { job, cursor, limit } }) =>
    job === undefined ? engine.triggers.list(cursor ?? null, limit) : { items: engine.triggers.ofJob(job), nextCursor: null },
  ),
  get: triggers.get.handler(({ input }) => engine.triggers.get(input.id)),
  create: triggers.create.handler(({ input: { job, ...draft } }) => engine.triggers.create(job, draft)),
  update: triggers.update.handler(({ input: { id, expectedUpdatedAt, ...draft } }) =>
    engine.triggers.update(id, draft, expectedUpdatedAt),
  ),
  setEnabled: triggers.setEnabled.handler(({ input }) => engine.triggers.setEnabled(input.id, input.enabled)),
  newAddress: triggers.newAddress.handler(({ input }) => engine.triggers.newAddress(input.id)),
  remove: triggers.remove.handler(({ input }) => engine.triggers.remove(input.id)),
  restore: triggers.restore.handler(({ input }) => engine.triggers.restore(input.id)),
  firings: triggers.firings.handler(({ input }) => ({ items: engine.triggers.firings(input.id, input.limit) })),
})
