import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { views } = implementer

export const viewsApi = (engine: Engine) => ({
  list: views.list.handler(() => ({ items: engine.views.list() })),
  create: views.create.handler(({ input }) => engine.views.create(input)),
  update: views.update.handler(({ input: { id, ...changed } }) => engine.views.update(id, changed)),
  remove: views.remove.handler(({ input }) => engine.views.remove(input.id)),
})
