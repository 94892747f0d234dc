import { createAttempts } from './attempts.ts'
import { createBoots } from './boots.ts'
import { createDays } from './days.ts'
import type { Db } from './db.ts'
import { createDefinitionActivity } from './definition-activity.ts'
import { createDefinitionNames } from './definition-names.ts'
import { createEarlierRuns } from './earlier-runs.ts'
import { createFlowPins } from './flow-pins.ts'
import { createFlowRuns } from './flow-runs.ts'
import { createIdempotency } from './idempotency.ts'
import { createMaintenanceRows } from './maintenance.ts'
import { createNodeMentions } from './node-mentions.ts'
import { createObjects } from './objects.ts'
import { createOccurrences } from './occurrences.ts'
import { createOrganized } from './organized.ts'
import { createOrigins } from './origins.ts'
import { createParents } from './parents.ts'
import { createPipelines } from './pipelines.ts'
import { createPreferences } from './preferences.ts'
import { createSavedViews } from './saved-views.ts'
import { createSecrets } from './secrets.ts'
import { createSettings } from './settings.ts'
import { createSuccesses } from './successes.ts'
import { createTaskLists } from './task-lists.ts'
import { createTaskViews } from './task-views.ts'
import { createTemplates } from './templates.ts'
import { createVersionRuns } from './version-runs.ts'
import { createWaits } from './waits.ts'
import { createWorkers } from './workers.ts'

/** Tables that need nothing but the database. */
export const plainTables = (db: Db) => ({
  activity: createDefinitionActivity(db),
  definitionNames: createDefinitionNames(db),
  days: createDays(db),
  flowPins: createFlowPins(db),
  flowRuns: createFlowRuns(db),
  maintenance: createMaintenanceRows(db),
  nodeMentions: createNodeMentions(db),
  objects: createObjects(db),
  earlierRuns: createEarlierRuns(db),
  organized: createOrganized(db),
  origins: createOrigins(db),
  parents: createParents(db),
  pipelines: createPipelines(db),
  taskLists: createTaskLists(db),
  taskViews: createTaskViews(db),
  attempts: createAttempts(db),
  settings: createSettings(db),
  preferences: createPreferences(db),
  savedViews: createSavedViews(db),
  secrets: createSecrets(db),
  successes: createSuccesses(db),
  templates: createTemplates(db),
  occurrences: createOccurrences(db),
  versionRuns: createVersionRuns(db),
  waits: createWaits(db),
  workers: createWorkers(db),
  boots: createBoots(db),
  idempotency: createIdempotency(db),
})
