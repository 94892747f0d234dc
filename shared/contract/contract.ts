import type { ContractRouterClient } from '@orpc/contract'
import { alerts } from './alerts.ts'
import { backfills } from './backfills.ts'
import type { Guarded } from './base.ts'
import { filters } from './filters.ts'
import { flowRuns, flows } from './flows.ts'
import { imports } from './imports.ts'
import { jobs } from './jobs.ts'
import { live } from './live.ts'
import { logs } from './logs.ts'
import { maintenance } from './maintenance.ts'
import { operations } from './operations.ts'
import { organize } from './organize.ts'
import { overview } from './overview.ts'
import { objects, pipelines } from './pipelines.ts'
import { preferences } from './preferences.ts'
import { runs } from './runs.ts'
import { schedules } from './schedules.ts'
import { search } from './search.ts'
import { secrets } from './secrets.ts'
import { state } from './state.ts'
import { settings, system } from './system.ts'
import { queues, tasks } from './tasks.ts'
import { templates } from './templates.ts'
import { triggers } from './triggers.ts'
import { views } from './views.ts'
import { workers } from './workers.ts'

/** Everything a client can ask, over every transport. */
export const contract = {
  jobs,
  runs,
  operations,
  organize,
  filters,
  logs,
  tasks,
  queues,
  live,
  alerts,
  flows,
  flowRuns,
  pipelines,
  objects,
  workers,
  secrets,
  state,
  schedules,
  backfills,
  templates,
  triggers,
  imports,
  maintenance,
  overview,
  search,
  settings,
  preferences,
  views,
  system,
} satisfies Guarded

export type Client = ContractRouterClient<typeof contract>
