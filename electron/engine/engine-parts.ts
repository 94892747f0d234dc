import { createAlertActions, updateAlerts } from './alerts/alerts.ts'
import { type Artifacts, createArtifacts } from './artifacts/artifacts.ts'
import { keepFiles } from './artifacts/record.ts'
import { createConditions } from './conditions/conditions.ts'
import { createPreconditions } from './conditions/preconditions.ts'
import { createSystemSenses } from './conditions/senses.ts'
import type { EngineConfig } from './engine-config.ts'
import { createEnvironment } from './environment/environment.ts'
import { commandFolder, withOwnCommand } from './environment/own-command.ts'
import { createExecutors } from './executors/executors.ts'
import { flowRunKind } from './flows/flow-run.ts'
import { jobFlow } from './flows/job-flow.ts'
import { createAddress, pageOfRun } from './health/address.ts'
import { createDisk } from './health/disk.ts'
import { watchFiles } from './health/lost-files.ts'
import { createMaintenance } from './health/maintenance.ts'
import { maintenanceTasks } from './health/maintenance-tasks.ts'
import { createSettingActions } from './health/settings.ts'
import { createStartHooks } from './hooks/hooks.ts'
import { acceptParams } from './jobs/job-params.ts'
import { pauseFailing } from './jobs/pause-failing.ts'
import { prepareJobAgain } from './jobs/run-by-hand.ts'
import { createErrorLine } from './logs/error-line.ts'
import { createSearches } from './logs/searches.ts'
import { createSamples } from './metrics/samples.ts'
import { jobPipeline } from './pipelines/job-pipeline.ts'
import { createPipelineRunKind } from './pipelines/pipeline-run.ts'
import { createProgress } from './pipelines/progress.ts'
import { createDispatcher } from './queue/dispatcher.ts'
import type { Core } from './queue/run-kind.ts'
import { createPidKeeper } from './runner-client/pids.ts'
import { createRunners } from './runner-client/runners.ts'
import { createJobRunKind } from './runs/job-run.ts'
import { createOperations } from './runs/operations.ts'
import { createRunWaits } from './runs/run-waits.ts'
import { createWaitingRuns } from './runs/waiting.ts'
import { createBackfills } from './schedules/backfills.ts'
import { createScheduler } from './schedules/scheduler.ts'
import { acceptValues, createRunTokens, createSecretActions, type SecretActions, withoutSecretsOf } from './secrets/secrets.ts'
import type { Signals } from './signals.ts'
import type { Store } from './store/store.ts'
import { startFollowers } from './triggers/after-run.ts'
import { createHostEvents } from './triggers/host-events.ts'
import { createTriggerActions } from './triggers/triggers.ts'
import { createLoads } from './workers/loads.ts'
import { createWorkerActions } from './workers/workers.ts'

export type Given = { config: EngineConfig; dataFolder: string; store: Store; signals: Signals }

export type Parts = ReturnType<typeof createParts>

/** Creates the parts in dependency order: each uses only those before it. Nothing is started here. */
export function createParts(given: Given) {
  const ground = createGround(given)
  const carrying = createCarrying(given, ground)
  return { ...ground, ...carrying, ...createStarting(given, ground, carrying) }
}

/** The base of every run: the disk, runners, files, settings, and the kinds of runs. */
function createGround({ config, dataFolder, store, signals }: Given) {
  const { clock, log } = config
  const { notices } = signals
  const disk = createDisk({
    store,
    clock,
    log,
    dataFolder,
    isBusy: () => store.tally.total().running > 0,
    changed: () => notices.tell({ noun: 'system', type: 'storage' }),
  })
  const files = watchFiles({ store, clock, log, disk })
  signals.writeFailed.listen((error) => {
    disk.failed(error)
    files.lost(error)
  })
  const runners = createRunners(
    {
      ...{ ...config, dataFolder, script: config.runnerScript, release: config.version, spawner: config.spawnerProgram },
      environment: withOwnCommand(config.environment, commandFolder(config.ownCommand, dataFolder)),
      ...{ most: config.spawnerProgram ? 1 : config.runners, notesRecovery: config.host !== 'cli' },
    },
    {
      started: (attemptId, pid) => signals.started.tell({ attemptId, pid }),
      grew: (attemptId) => signals.grew.tell({ attemptId }),
      sampled: (attemptId, sample) => signals.sampled.tell({ attemptId, sample }),
      changed: () => notices.tell({ noun: 'system', type: 'runner' }),
    },
  )
  const samples = createSamples(dataFolder, store)
  signals.sampled.listen(({ attemptId, sample }) => samples.took(attemptId, sample))
  const artifacts = createArtifacts({ store, clock, log, dataFolder, script: config.keeperScript, disk })
  const secrets = createSecretActions(store, clock, dataFolder)
  const kinds = kindsOf(store, artifacts, secrets)
  const address = createAddress(() => notices.tell({ noun: 'system', type: 'address' }))
  const runUrl = (number: number): string | null => pageOfRun(address.get().address, number)
  const core: Core = {
    store,
    kinds,
    acceptParams: (job, values) => acceptParams(store, secrets, job, values),
    acceptValues: (name, schema = {}, values) => acceptValues(secrets, { name, id: null, schema }, values),
    withoutSecrets: (text, run) => withoutSecretsOf(secrets, text, run),
    updateAlerts,
    pauseFailing,
    startFollowers,
    startHooks: createStartHooks(runUrl),
  }
  const runTokens = createRunTokens(core, dataFolder, log)
  const settings = createSettingActions(store, clock, {
    changed: signals.settings.tell,
    pauseEnded: () => notices.tell({ noun: 'setting', id: 'settings', type: 'pause ended' }),
  })
  return { disk, files, runners, samples, artifacts, core, settings, address, secrets, runTokens, runUrl }
}

const kindsOf = (store: Store, artifacts: Artifacts, secrets: SecretActions): Core['kinds'] => ({
  job: createJobRunKind({
    becoming: { flow: jobFlow, pipeline: jobPipeline },
    keepFiles,
    preconditions: createPreconditions(secrets),
    prepareAgain: prepareJobAgain,
  }),
  flow: flowRunKind,
  pipeline: createPipelineRunKind(artifacts, store),
})

/** The parts that carry tasks from the queue to their end. */
function createCarrying({ config, dataFolder, store, signals }: Given, ground: ReturnType<typeof createGround>) {
  const { clock, log } = config
  const { disk, runners, samples, secrets, runTokens, artifacts, core, settings, address } = ground
  const loads = createLoads()
  const random = config.random ?? Math.random
  const parallelOf = (setting: number | null): number => config.fixedParallel ?? setting ?? config.parallel
  const executors = createExecutors({
    store,
    clock,
    runners,
    log,
    disk,
    dataFolder,
    secrets,
    artifacts,
    kinds: core.kinds,
    runTokens,
    address: () => address.get().address,
    loads,
    logLimit: config.logLimit,
    sampleMs: () => settings.get().sampleMs,
    recorded: samples.ended,
    errorLine: createErrorLine(createSearches(config.searcherScript, clock)),
  })
  const parallel = parallelOf(settings.get().parallel)
  const dispatcher = createDispatcher({ core, clock, log, disk, executors, parallel, runner: runners.choose, random })
  signals.settings.listen((changed) => dispatcher.setParallel(parallelOf(changed.parallel)))
  signals.started.listen(createPidKeeper({ store, clock, log, attempt: dispatcher.attempt, isAwaited: runners.isAwaited }))
  signals.progressed.listen(
    createProgress(
      clock,
      (run) => store.runs.byNumber(run)?.id,
      (id) => signals.notices.tell({ noun: 'run', id, jobId: null, type: 'progress' }),
    ),
  )
  const operations = createOperations({
    ...{ core, clock, log, dataFolder, storage: disk.forWrites },
    waiting: createWaitingRuns(store, dispatcher.slots),
    changed: (id) => signals.notices.tell({ noun: 'operation', id, type: 'changed' }),
  })
  const workerChanged = (id: string): void => signals.notices.tell({ noun: 'worker', id, type: 'changed' })
  const workers = createWorkerActions({ core, clock, log, storage: disk.forWrites, random, changed: workerChanged }, loads)
  return { dispatcher, workers, operations }
}

/** The parts that start runs, and that continue them when a time or an event comes. */
function createStarting(
  { config, dataFolder, store, signals }: Given,
  { disk, runners, artifacts, core, settings, address }: ReturnType<typeof createGround>,
  { dispatcher }: ReturnType<typeof createCarrying>,
) {
  const { clock, log, host } = config
  const { notices } = signals
  const common = { core, clock, log, storage: disk.forWrites }
  const scheduler = createScheduler({
    ...common,
    settings: settings.get,
    hearsWake: host === 'desktop',
    woke: () => signals.woke.tell(),
    zoneData: config.zoneData ?? process.versions['tz'] ?? '',
  })
  const triggers = createTriggerActions({
    core,
    clock,
    log,
    dataFolder,
    hearsUnlock: host === 'desktop',
    isBrief: host === 'cli',
    address: () => address.get().address,
    watchChanged: (id) => notices.tell({ noun: 'trigger', id, type: 'watch changed' }),
  })
  const conditions = createConditions({
    ...common,
    senses: config.senses ?? createSystemSenses(clock),
    changed: () => notices.tell({ noun: 'condition', type: 'changed' }),
  })
  const backfills = createBackfills({ ...common, settings: settings.get })
  const runWaits = createRunWaits({ core, clock, log, disk })
  const alerts = createAlertActions(common)
  const hostEvents = createHostEvents({ core, clock, log })
  signals.woke.listen(() => void hostEvents.happened('wake'))
  const environment = createEnvironment({
    log,
    clock,
    own: config.environment,
    commands: commandFolder(config.ownCommand, dataFolder),
    wanted: () => config.loginShell && settings.get().loginShell,
    jobOf: store.jobs.find,
    changed: runners.setEnvironment,
  })
  signals.settings.listen(() => {
    backfills.look()
    notices.tell({ noun: 'setting', id: 'settings', type: 'applied' })
    void environment.apply()
  })
  const maintenance = createMaintenance({
    store,
    clock,
    log,
    storage: disk.forWrites,
    definitions: maintenanceTasks({ core, ...core, clock, dataFolder, retentionDays: config.retentionDays, artifacts }),
    changed: (id, type) => notices.tell({ noun: 'maintenance', id, type }),
  })
  store.asks.answerBy({
    ...dispatcher.answers,
    wake: {
      'run waits': () => void runWaits.look(),
      backfills: backfills.look,
      conditions: () => void conditions.look(),
      scheduler: () => void scheduler.look(),
      alerts: alerts.rearm,
    },
  })
  return { alerts, scheduler, triggers, conditions, backfills, runWaits, hostEvents, environment, maintenance }
}
