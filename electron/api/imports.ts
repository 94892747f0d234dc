import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { imports } = implementer

export const importsApi = (engine: Engine) => ({
  found: imports.found.handler(({ input }) => engine.imports.found(input.kind)),
  take: imports.take.handler(async ({ input }) => ({ items: await engine.imports.take(input.jobs) })),
  disable: imports.disable.handler(async ({ input }) => {
    await engine.imports.disable(input)
    return { done: true as const }
  }),
  restore: imports.restore.handler(async ({ input }) => {
    await engine.imports.restore(input)
    return { done: true as const }
  }),
  exportCrontab: imports.exportCrontab.handler(() => engine.imports.exportCrontab()),
})
