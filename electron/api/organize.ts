import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { organize } = implementer

export const organizeApi = (engine: Engine) => ({
  get: organize.get.handler(({ input }) => engine.organize.get(input)),
  change: organize.change.handler(({ input: { items, ...changes } }) => engine.organize.change(items, changes)),
  labels: organize.labels.handler(() => engine.organize.labels()),
  moveFolder: organize.moveFolder.handler(async ({ input: { from, to } }) => ({
    items: await engine.organize.moveFolder(from, to),
  })),
})
