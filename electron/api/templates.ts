import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { templates } = implementer

export const templatesApi = (engine: Engine) => ({
  list: templates.list.handler(() => ({ items: engine.templates.list() })),
  get: templates.get.handler(({ input }) => engine.templates.get(input.ref)),
  create: templates.create.handler(({ input }) => engine.templates.create(input)),
  update: templates.update.handler(({ input: { id, ...changed } }) => engine.templates.update(id, changed)),
  remove: templates.remove.handler(({ input }) => engine.templates.remove(input.ref)),
  restore: templates.restore.handler(({ input }) => engine.templates.restore(input.id)),
})
