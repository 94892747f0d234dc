import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { overview } = implementer

export const overviewApi = (engine: Engine) => ({
  get: overview.get.handler(({ input }) => engine.overview.get(input)),
  days: overview.days.handler(({ input: { count, ...of } }) => engine.overview.days(of, count)),
  activity: overview.activity.handler(({ input: { cursor = null, limit, ...of } }) =>
    engine.overview.activity(of, cursor, limit),
  ),
})
