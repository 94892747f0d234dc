import type { Engine } from '../engine/engine.ts'
import { alertsApi } from './alerts.ts'
import { backfillsApi } from './backfills.ts'
import { implementer } from './base.ts'
import { filtersApi } from './filters.ts'
import { flowRunsApi, flowsApi } from './flows.ts'
import { importsApi } from './imports.ts'
import { jobsApi } from './jobs.ts'
import { eventId, logsApi, withIds } from './logs.ts'
import { maintenanceApi } from './maintenance.ts'
import { operationsApi } from './operations.ts'
import { organizeApi } from './organize.ts'
import { overviewApi } from './overview.ts'
import { objectsApi, pipelinesApi } from './pipelines.ts'
import { runsApi } from './runs.ts'
import { schedulesApi } from './schedules.ts'
import { searchApi } from './search.ts'
import { secretsApi } from './secrets.ts'
import { stateApi } from './state.ts'
import { queuesApi, tasksApi } from './tasks.ts'
import { templatesApi } from './templates.ts'
import { triggersApi } from './triggers.ts'
import { viewsApi } from './views.ts'
import { workersApi } from './workers.ts'

export type Router = ReturnType<typeof createRouter>

/** The implementation of the contract; every transport serves this one router. */
export const createRouter = (engine: Engine) =>
  implementer.router({
    jobs: jobsApi(engine),
    runs: runsApi(engine),
    operations: operationsApi(engine),
    organize: organizeApi(engine),
    filters: filtersApi(engine),
    logs: logsApi(engine),
    tasks: tasksApi(engine),
    queues: queuesApi(engine),
    live: {
      changes: implementer.live.changes.handler(({ input, signal, lastEventId }) =>
        withIds(engine.changes(lastEventId === undefined ? input.since : eventId(lastEventId), signal), ({ seq }) => seq),
      ),
    },
    alerts: alertsApi(engine),
    flows: flowsApi(engine),
    flowRuns: flowRunsApi(engine),
    pipelines: pipelinesApi(engine),
    objects: objectsApi(engine),
    workers: workersApi(engine),
    secrets: secretsApi(engine),
    state: stateApi(engine),
    schedules: schedulesApi(engine),
    backfills: backfillsApi(engine),
    triggers: triggersApi(engine),
    imports: importsApi(engine),
    maintenance: maintenanceApi(engine),
    overview: overviewApi(engine),
    search: searchApi(engine),
    settings: {
      get: implementer.settings.get.handler(() => engine.settings.get()),
      update: implementer.settings.update.handler(({ input }) => engine.settings.update(input)),
    },
    preferences: {
      get: implementer.preferences.get.handler(() => engine.preferences.get()),
      update: implementer.preferences.update.handler(({ input }) => engine.preferences.update(input)),
      favorites: implementer.preferences.favorites.handler(() => ({ items: engine.preferences.favorites() })),
    },
    templates: templatesApi(engine),
    views: viewsApi(engine),
    system: {
      info: implementer.system.info.handler(() => engine.info()),
      environment: implementer.system.environment.handler(({ input: { job, refresh, edited } }) =>
        engine.environment.report(job, refresh, edited),
      ),
      paths: implementer.system.paths.handler(({ input }) => engine.listFolder(input.path, input.only)),
    },
  })
