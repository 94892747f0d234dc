import { createServices } from './base/service.ts'
import { changes } from './changes/changes.ts'
import { logEvents } from './changes/event-log.ts'
import type { EngineConfig } from './engine-config.ts'
import { createParts, type Given, type Parts } from './engine-parts.ts'
import { startParts } from './engine-start.ts'
import { listFolder } from './environment/list-folder.ts'
import { createParamOptions } from './executors/param-options.ts'
import { createFlowDraftActions } from './flows/flow-drafts.ts'
import { createFlowRunRecords } from './flows/flow-run-records.ts'
import { createFlowRunActions } from './flows/flow-runs.ts'
import { createFlowTestActions } from './flows/flow-tests.ts'
import { createFlowActions } from './flows/flows.ts'
import { createReadings } from './flows/readings.ts'
import { createStatus } from './health/status.ts'
import { createHookActions } from './hooks/hooks.ts'
import { createImports } from './imports/imports.ts'
import { createJobActions, type JobActions } from './jobs/jobs.ts'
import { quickRun } from './jobs/quick-run.ts'
import { createManual } from './jobs/run-by-hand.ts'
import { createComparisons } from './logs/compare/compare.ts'
import { createRunComparisons } from './logs/compare/compare-runs.ts'
import { createLogs, type Logs } from './logs/logs.ts'
import { createLogOpener } from './logs/open-log.ts'
import { createRunSearches, type RunSearches } from './logs/run-searches.ts'
import { createSearches } from './logs/searches.ts'
import { createStepLogs } from './logs/steps/step-logs.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createOrganizeActions } from './organize/organize.ts'
import { createOverviews } from './overview/overview.ts'
import { takeFolder } from './ownership/ownership.ts'
import { createObjectActions } from './pipelines/objects.ts'
import { createPipelineActions } from './pipelines/pipelines.ts'
import { createPreferenceActions } from './preferences/preferences.ts'
import { createSavedViewActions } from './preferences/saved-views.ts'
import { createQueueActions } from './queue/queues.ts'
import { createTaskActions } from './queue/tasks.ts'
import { createRunActions } from './runs/runs.ts'
import { createWaitingRuns } from './runs/waiting.ts'
import { createScheduleActions } from './schedules/schedules.ts'
import { nodeNames } from './search/logs-of-run.ts'
import { createSearch } from './search/search.ts'
import { createSignals, type Signals } from './signals.ts'
import { createStateActions } from './state/state.ts'
import { explainFolder } from './store/data-folder.ts'
import { openStore, type Store } from './store/store.ts'
import { createTemplateActions } from './templates/templates.ts'

export type Engine = Awaited<ReturnType<typeof startEngine>>

/**
 * Creates the parts and starts them in order. When it resolves, the engine answers; the runner may still be starting. Throws
 * `conflict` for a data folder that has an owner or a newer schema, `unavailable` for one that cannot be used.
 */
export async function startEngine(config: EngineConfig) {
  const folder = await takeFolder(config)
  const services = createServices()
  services.add({ stop: folder.owner.release })
  const signals = createSignals()
  try {
    const store = openEngineStore(config, folder, signals)
    services.add({ stop: store.close })
    const given: Given = { config, dataFolder: folder.dataFolder, store, signals }
    const parts = createParts(given)
    const started = await startParts(given, parts, services)
    const fileTriggers = { start: () => parts.triggers.start(started.aliveAt), stop: parts.triggers.stop }
    const searches = createRunSearches(config.runSearcherScript, config.clock)
    services.add({ stop: searches.close })
    return {
      ...createActions({ ...given, searches }, parts, started.hadRunner),
      /** Call once the host can be reached, so that a person can change a trigger that keeps the engine busy. */
      watchFiles: (): void => services.start(fileTriggers),
      /** Resolves when the runner is connected and everything is ready; never if nothing starts. */
      connected: started.connected,
      /** Leaves running children to the runner; the next engine finds them. */
      stop: services.stop,
    }
  } catch (error) {
    services.stop()
    throw error
  }
}

type Folder = Awaited<ReturnType<typeof takeFolder>>

function openEngineStore({ clock, log, host, command, migrationsFolder }: EngineConfig, folder: Folder, signals: Signals): Store {
  const { dataFolder, dbPath, owner } = folder
  try {
    owner.sign(host, clock.now(), command)
    return openStore(
      { dataFolder, dbPath, migrationsFolder, now: clock.now(), held: [owner.lockPath] },
      (events) => {
        logEvents(log, events)
        for (const event of events) if (event.noun === 'run') signals.grew.tell({ runId: event.id })
        signals.committed.tell(events)
      },
      signals.writeFailed.tell,
      signals.progressed.tell,
    )
  } catch (error) {
    throw explainFolder(error, dataFolder)
  }
}

/** What each person chooses for themselves. */
function personal({ config: { clock }, store, signals: { notices } }: Given) {
  const changed = (): void => notices.tell({ noun: 'preference', type: 'changed' })
  return {
    preferences: createPreferenceActions(store, changed),
    views: createSavedViewActions(store, clock, changed),
    templates: createTemplateActions(store, clock),
  }
}

/** What forms ask for while they are filled in. */
const forms = (clock: EngineConfig['clock'], { secrets, environment }: Parts, jobs: JobActions) => ({
  listFolder,
  paramOptions: createParamOptions({ clock, secrets, jobs, environment: environment.current }),
})

/** What is done with the logs of runs besides reading them one by one. */
function logActions(
  { config, dataFolder, store, signals: { grew } }: Given,
  runs: ReturnType<typeof createRunActions>,
  logs: Logs,
  searches: RunSearches,
) {
  return {
    openLog: createLogOpener(dataFolder, config.clock, logs, config.openFile ?? null),
    stepLogs: createStepLogs({ dataFolder, store, grew, runs, nodeNames: (run) => nodeNames(store, run) }, searches),
    comparisons: createRunComparisons(runs, logs, createComparisons(config.comparerScript)),
  }
}

/** Flows, tests of their drafts, and their runs. */
function flowActions({ config: { clock, log, readerScript }, store }: Given, core: Parts['core']) {
  const readings = createReadings(readerScript, log)
  return {
    flows: createFlowActions(store, clock, readings),
    flowDrafts: createFlowDraftActions(store, clock),
    flowTests: createFlowTestActions(core, clock, readings),
    flowRuns: createFlowRunActions(core, clock),
    flowRunRecords: createFlowRunRecords(store),
  }
}

type WithSearches = Given & { searches: RunSearches }

/** The interface of the engine for hosts and the API. */
function createActions({ config, dataFolder, store, signals, searches }: WithSearches, parts: Parts, hadRunner: () => boolean) {
  const { clock, log } = config
  const { committed, notices, grew } = signals
  const { core, dispatcher, runners, disk, artifacts, settings, environment, scheduler, triggers, conditions, address } = parts
  const waiting = createWaitingRuns(store, dispatcher.slots)
  const { lastLook } = scheduler
  const reached = address.get
  const status = createStatus({
    ...{ config, dataFolder, store, clock, dispatcher, runners, disk, waiting, environment },
    ...{ hadRunner, lastLook, reached },
  })
  const objects = createObjectActions(store, artifacts, config.reveal ?? null)
  const runs = createRunActions(core, clock, dispatcher, disk, runners, conditions, objects, waiting)
  const logs = createLogs(dataFolder, store, { grew, committed }, createSearches(config.searcherScript, clock))
  const jobs = createJobActions(store, clock, scheduler, triggers.jobChanged)
  const schedules = createScheduleActions(store, clock, scheduler, settings.get)
  return {
    config,
    dataFolder,
    log,
    jobs,
    schedules,
    overview: createOverviews({ store, clock, waiting, settings: settings.get }),
    search: createSearch({ ...config, dataFolder, store, waiting }, searches),
    imports: createImports({ store, environment: config.environment, jobs, schedules, triggers }),
    triggers,
    organize: createOrganizeActions(store, clock),
    alerts: parts.alerts,
    ...flowActions({ config, dataFolder, store, signals }, core),
    pipelines: createPipelineActions({ core, clock, artifacts }),
    objects,
    backfills: parts.backfills,
    workers: parts.workers,
    ...{ secrets: parts.secrets, runTokens: parts.runTokens },
    hooks: createHookActions(core, clock, parts.runUrl),
    state: createStateActions(store, clock, (id) => notices.tell({ noun: 'state', id, type: 'changed' })),
    ...hostReports(parts),
    maintenance: parts.maintenance,
    runs,
    tasks: createTaskActions(core, clock, runs),
    queues: createQueueActions(store, clock),
    operations: parts.operations,
    settings,
    ...personal({ config, dataFolder, store, signals }),
    environment,
    ...forms(clock, parts, jobs),
    samples: parts.samples,
    metrics: createMetrics(store, clock, committed, runners),
    quickRun: () => quickRun(store, settings.get().paused, clock.now()),
    manual: createManual(core, clock),
    logs,
    ...logActions({ config, dataFolder, store, signals }, runs, logs, searches),
    changes: (since: number | undefined, abort: AbortSignal | undefined) =>
      changes({ store, troubles: status.troubles, committed, notices }, since, abort),
    committed,
    notices,
    ...status,
    /** Starts a runner if there is none, and resolves when it is connected. */
    ready: (): Promise<void> => runners.ensure(),
  }
}

/** What hosts tell the engine. */
const hostReports = ({ scheduler, conditions, hostEvents, address }: Parts) => ({
  /** The computer woke up, or the screen was unlocked. */
  woke: scheduler.woke,
  /** The computer switched between mains and battery, or another condition changed. */
  changedState: conditions.look,
  unlocked: () => void hostEvents.happened('unlock'),
  /** The address at which programs reach the host. */
  listensAt: address.set,
  /** Resolves when due runs are started. */
  lookAtClock: scheduler.look,
})
