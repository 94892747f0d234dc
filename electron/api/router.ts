import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'
import { jobsApi } from './jobs.ts'
import { eventId, logsApi, withIds } from './logs.ts'
import { runsApi } from './runs.ts'

export type Router = ReturnType<typeof createRouter>

/** The contract's answers; every door serves this one router. */
export const createRouter = (engine: Engine) =>
  implementer.router({
    jobs: jobsApi(engine),
    runs: runsApi(engine),
    logs: logsApi(engine),
    live: {
      changes: implementer.live.changes.handler(({ input, signal, lastEventId }) =>
        withIds(engine.changes(lastEventId === undefined ? input.since : eventId(lastEventId), signal), ({ seq }) => seq),
      ),
    },
    system: { info: implementer.system.info.handler(() => engine.info()) },
  })
