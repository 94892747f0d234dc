import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { overview } = implementer

export const overviewApi = (engine: Engine) => ({
  get: overview.get.handler(({ input }) => engine.overview(input)),
})
