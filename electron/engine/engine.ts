import type { SystemInfo } from '../../shared/contract/system.ts'
import { createArtifacts } from './artifacts/artifacts.ts'
import { createObjectActions } from './artifacts/objects.ts'
import { keepFiles } from './artifacts/record.ts'
import { bootId } from './base/boot-id.ts'
import { createServices } from './base/service.ts'
import { createTopic } from './base/topic.ts'
import { changes } from './changes/changes.ts'
import { logEvents } from './changes/event-log.ts'
import type { Notice } from './changes/notices.ts'
import { createWaitingRoom } from './conditions/deferrals.ts'
import { createSystemSenses } from './conditions/senses.ts'
import type { EngineConfig } from './engine-config.ts'
import { createEnvironment } from './environment/environment.ts'
import { createBuiltinExecutor } from './executors/builtin.ts'
import { flowExecutor } from './executors/flow.ts'
import { createHttpExecutor } from './executors/http.ts'
import { createServiceExecutor } from './executors/service.ts'
import { createShellExecutor } from './executors/shell.ts'
import { flowRunKind } from './flows/flow-run.ts'
import { createFlowRunRecords } from './flows/flow-run-records.ts'
import { createFlowRunActions } from './flows/flow-runs.ts'
import { createFlowActions } from './flows/flows.ts'
import { jobFlow } from './flows/job-flow.ts'
import { createReadings } from './flows/readings.ts'
import { createDisk } from './health/disk.ts'
import { watchFiles } from './health/lost-files.ts'
import { createMaintenance } from './health/maintenance.ts'
import { maintenanceTasks } from './health/maintenance-tasks.ts'
import { createSettingActions } from './health/settings.ts'
import { createStatus } from './health/status.ts'
import { createImports } from './imports/imports.ts'
import { createJobActions } from './jobs/jobs.ts'
import { quickRun } from './jobs/quick-run.ts'
import { createManual, runJobAgain } from './jobs/run-by-hand.ts'
import { createLogs, type LogSignal } from './logs/logs.ts'
import { createSearches } from './logs/searches.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createSamples } from './metrics/samples.ts'
import { takeFolder } from './ownership/ownership.ts'
import { createPipelineRunKind } from './pipelines/pipeline-run.ts'
import { createPipelineActions } from './pipelines/pipelines.ts'
import { createProgress } from './pipelines/progress.ts'
import { createDispatcher } from './queue/dispatcher.ts'
import { createQueueActions } from './queue/queues.ts'
import { createTaskActions } from './queue/tasks.ts'
import { createRunners } from './runner-client/runners.ts'
import { createBulk } from './runs/bulk.ts'
import { createJobRunKind } from './runs/job-run.ts'
import type { Core } from './runs/run-kind.ts'
import { createRunWaits } from './runs/run-waits.ts'
import { createRunActions } from './runs/runs.ts'
import { createWaitingRuns } from './runs/waiting.ts'
import { createBackfills } from './schedules/backfills.ts'
import { createScheduler } from './schedules/scheduler.ts'
import { createScheduleActions } from './schedules/schedules.ts'
import { createSecretActions } from './secrets/secrets.ts'
import { explainFolder } from './store/data-folder.ts'
import type { StoredEvent } from './store/events.ts'
import { openStore } from './store/store.ts'
import { startFollowers } from './triggers/after-run.ts'
import { createHostEvents, loginSession } from './triggers/host-events.ts'
import { createTriggerActions } from './triggers/triggers.ts'
import { createLoads } from './workers/loads.ts'
import { createWorkerActions } from './workers/workers.ts'

/** A run shorter than this has its pid written with its end. */
const pidMs = 300

export type Engine = Awaited<ReturnType<typeof startEngine>>

/**
 * Wires the parts and starts them in order. When it resolves, the engine answers; the runner may still be on its way.
 * Throws `conflict` for a data folder that has an owner or a newer schema, `unavailable` for one that cannot be used.
 */
export async function startEngine(config: EngineConfig) {
  const { clock, log } = config
  const { dataFolder, dbPath, owner } = await takeFolder(config)
  const services = createServices()
  services.add({ stop: owner.release })
  const committed = createTopic<StoredEvent[]>()
  const notices = createTopic<Notice>()
  const grew = createTopic<LogSignal>()
  const progressed = createProgress(
    clock,
    (run) => store.runs.byNumber(run)?.id,
    (id) => notices.tell({ noun: 'run', id, jobId: null, type: 'progress' }),
  )
  let store: ReturnType<typeof openStore>
  try {
    owner.sign(config.host, clock.now())
    store = openStore(
      { dataFolder, dbPath, migrationsFolder: config.migrationsFolder, now: clock.now(), held: [owner.lockPath] },
      (events) => {
        logEvents(log, events)
        for (const event of events) if (event.noun === 'run') grew.tell({ runId: event.id })
        committed.tell(events)
      },
      (error) => {
        disk.failed(error)
        files.lost(error)
      },
      progressed,
    )
  } catch (error) {
    services.stop()
    throw explainFolder(error, dataFolder)
  }
  services.add({ stop: store.close })

  const disk = createDisk({
    store,
    clock,
    log,
    dataFolder,
    isBusy: () => store.tally.total().running > 0,
    changed: () => notices.tell({ noun: 'system', type: 'storage' }),
  })

  const files = watchFiles({ store, clock, log, disk })

  function keepPid(attemptId: string, pid: number): void {
    const attempt = dispatcher.attempt(attemptId)
    if (!attempt) return
    store
      .submit('record a pid', () => store.attempts.setPid({ ...attempt, pid }))
      .catch((error: unknown) => log.warn('a pid was not kept', { attemptId, error }))
  }

  const runners = createRunners(
    { dataFolder, script: config.runnerScript, environment: config.environment, log, clock, most: config.runners },
    {
      // A short run's pid is written with its end: it needs no write of its own.
      started: (attemptId, pid) => {
        const attempt = dispatcher.attempt(attemptId)
        if (log.isDebug)
          log.debug('attempt started', { run: attempt && store.tasks.get(attempt.task)?.run, attempt: attempt?.number, pid })
        clock.after(pidMs, () => runners.isAwaited(attemptId) && keepPid(attemptId, pid))
      },
      grew: (attemptId) => grew.tell({ attemptId }),
      sampled: (attemptId, sample) => samples.took(attemptId, sample),
      changed: () => notices.tell({ noun: 'system', type: 'runner' }),
    },
  )
  const samples = createSamples(dataFolder, store)
  const secrets = createSecretActions(store, clock, dataFolder)
  const artifacts = createArtifacts({ store, clock, log, dataFolder, script: config.keeperScript, disk })
  const core: Core = {
    store,
    kinds: {
      job: createJobRunKind({ flow: jobFlow, keepFiles, runAgain: runJobAgain }),
      flow: flowRunKind,
      pipeline: createPipelineRunKind(artifacts, store),
    },
    startFollowers,
  }
  const loads = createLoads()
  const random = config.random ?? Math.random
  const parallelOf = (setting: number | null): number => config.fixedParallel ?? setting ?? config.parallel
  const dispatcher = createDispatcher({
    core,
    clock,
    log,
    disk,
    executors: {
      shell: createShellExecutor({
        runners,
        log,
        disk,
        dataFolder,
        secrets,
        artifacts,
        kinds: core.kinds,
        logLimit: config.logLimit,
        sampleMs: () => settings.get().sampleMs,
        recorded: samples.ended,
      }),
      http: createHttpExecutor({ clock, dataFolder, secrets, kinds: core.kinds }),
      builtin: createBuiltinExecutor(clock, dataFolder),
      flow: flowExecutor,
      service: createServiceExecutor({ store, clock, dataFolder, loads }),
    },
    parallel: parallelOf(store.settings.read().parallel),
    runner: runners.choose,
    random,
  })
  const settings = createSettingActions(store, clock, {
    changed({ parallel }) {
      backfills.look()
      dispatcher.setParallel(parallelOf(parallel))
      notices.tell({ noun: 'setting', id: 'settings', type: 'applied' })
      void environment.apply()
    },
    pauseEnded: () => notices.tell({ noun: 'setting', id: 'settings', type: 'pause ended' }),
  })
  const scheduler = createScheduler({
    core,
    clock,
    log,
    storage: disk.forWrites,
    settings: () => settings.get(),
    hearsWake: config.host === 'desktop',
    woke: () => void hostEvents.happened('wake'),
    zoneData: config.zoneData ?? process.versions['tz'] ?? '',
  })
  let reached: Pick<SystemInfo, 'address' | 'addressProblem'> = { address: null, addressProblem: null }
  const triggers = createTriggerActions({
    core,
    clock,
    log,
    dataFolder,
    hearsUnlock: config.host === 'desktop',
    address: () => reached.address,
    watchChanged: (id) => notices.tell({ noun: 'trigger', id, type: 'watch changed' }),
  })
  const room = createWaitingRoom({
    core,
    clock,
    log,
    storage: disk.forWrites,
    senses: config.senses ?? createSystemSenses(clock),
    changed: () => notices.tell({ noun: 'condition', type: 'changed' }),
  })
  const backfills = createBackfills({ core, clock, log, storage: disk.forWrites, settings: () => settings.get() })
  const workerChanged = (id: string): void => notices.tell({ noun: 'worker', id, type: 'changed' })
  const workers = createWorkerActions({ core, clock, log, storage: disk.forWrites, random, changed: workerChanged }, loads)
  const runWaits = createRunWaits({ core, clock, log, disk })
  const hostEvents = createHostEvents({ core, clock, log })
  store.asks.answerBy({
    ...dispatcher.answers,
    wake: {
      'run waits': () => void runWaits.look(),
      backfills: backfills.look,
      deferrals: () => void room.look(),
      scheduler: () => void scheduler.look(),
    },
  })
  const environment = createEnvironment({
    log,
    clock,
    own: config.environment,
    wanted: () => config.loginShell && settings.get().loginShell,
    jobOf: store.jobs.find,
    changed: runners.setEnvironment,
  })
  const maintenance = createMaintenance({
    store,
    clock,
    log,
    storage: disk.forWrites,
    definitions: maintenanceTasks({ ...core, clock, dataFolder, retentionDays: config.retentionDays, artifacts }),
    changed: (id, type) => notices.tell({ noun: 'maintenance', id, type }),
  })

  /** Resolves when the runner is connected; never where nothing is begun. */
  let connected: Promise<void> = new Promise(() => {})
  let hadRunner = false
  /** When an engine last said that it was there: files that changed since then count. */
  let aliveAt: number | null = null
  const fileTriggers = { start: () => triggers.start(aliveAt), stop: triggers.stop }

  async function begin(): Promise<void> {
    services.add(artifacts, { stop: runners.close }, environment, disk, maintenance, dispatcher, hostEvents)
    services.start(files)
    services.start(settings)
    await disk.look()
    const boot = await bootId(clock.now())
    await dispatcher.resume(store.boots.isAnother(boot))
    if (!config.dispatch) return collect()
    store
      .submit('record a boot', () => store.boots.enter(boot))
      .catch((error: unknown) => log.warn('the start of the computer was not noted', { error }))
    // Before the first child: a job must not meet two environments. `lf` itself is started in the person's shell.
    const known = config.host === 'cli' ? Promise.resolve() : environment.refresh()
    connected = known.then(() => runners.keepTrying())
    services.start(maintenance)
    services.start(dispatcher)
    void artifacts.clearLeft((attemptId) => dispatcher.attempt(attemptId) !== null)
    services.start(runWaits)
    services.start(workers)
    // A command that carries one run is not LocalFlow at work: what is due waits for that.
    if (config.host !== 'cli') await beginByItself(boot)
    void connected.then(() => {
      hadRunner = true
      if (runners.isConnected()) log.info('engine ready', { dataFolder })
    })
  }

  /** What nobody asks for: schedules, and what waits for the start or the login. */
  async function beginByItself(boot: string): Promise<void> {
    aliveAt = store.slots.saidAt()
    services.start(scheduler)
    services.start(room)
    services.start(backfills)
    const session = await loginSession(boot, config.environment)
    void hostEvents.happened('app-start')
    if (store.boots.isAnotherSession(session)) void hostEvents.happened('login', () => store.boots.enterSession(session))
  }

  /** Records what ended while nobody looked. */
  async function collect(): Promise<void> {
    await runners.join()
    await new Promise(setImmediate)
    await dispatcher.caughtUp()
    await new Promise(setImmediate)
    await store.submit('wait for writes', () => {})
  }

  try {
    await begin()
  } catch (error) {
    services.stop()
    throw error
  }

  const waiting = createWaitingRuns(store)
  const condition = createStatus({
    config,
    dataFolder,
    store,
    clock,
    dispatcher,
    runners,
    disk,
    waiting,
    environment,
    hadRunner: () => hadRunner,
    lastLook: scheduler.lastLook,
    reached: () => reached,
  })
  const objects = createObjectActions(store, artifacts, config.reveal ?? null)
  const runs = createRunActions(core, clock, dispatcher, disk, runners, room, objects, waiting)
  const jobs = createJobActions(store, clock, scheduler, triggers.jobChanged)
  const schedules = createScheduleActions(store, clock, scheduler, settings.get)
  return {
    config,
    dataFolder,
    log,
    jobs,
    schedules,
    imports: createImports({ store, environment: config.environment, jobs, schedules, triggers }),
    triggers,
    flows: createFlowActions(store, clock, createReadings(config.readerScript, log)),
    flowRuns: createFlowRunActions(core, clock),
    flowRunRecords: createFlowRunRecords(store),
    pipelines: createPipelineActions({ core, clock, artifacts }),
    objects,
    backfills,
    workers,
    secrets,
    /** The computer wakes up, says the host; or the screen is unlocked. */
    woke: scheduler.woke,
    /** The computer is on mains or on battery now, or something else that runs wait for is another. */
    changedState: room.look,
    unlocked: () => void hostEvents.happened('unlock'),
    /** Where programs reach it from now on, says the host. */
    listensAt(address: string | null, addressProblem: string | null): void {
      reached = { address, addressProblem }
      notices.tell({ noun: 'system', type: 'address' })
    },
    /** Resolves when what is due now is on its way. */
    settled: scheduler.look,
    maintenance,
    runs,
    tasks: createTaskActions(core, clock, runs),
    queues: createQueueActions(store, clock),
    bulk: createBulk(core, clock, runs, dataFolder),
    settings,
    environment,
    samples,
    metrics: createMetrics(store, clock, committed, runners),
    quickRun: () => quickRun(store, settings.get().paused, clock.now()),
    manual: createManual(core, clock),
    logs: createLogs(dataFolder, store, grew, createSearches(config.searcherScript, clock)),
    changes: (since: number | undefined, abort: AbortSignal | undefined) =>
      changes({ store, troubles: condition.troubles, committed, notices }, since, abort),
    committed,
    notices,
    ...condition,
    /** To be called when the host can be reached: until then nobody could mend a trigger that keeps the engine busy. */
    watchFiles: (): void => services.start(fileTriggers),
    /** Resolves when the runner is connected, and everything that LocalFlow needs is there. */
    connected,
    /** Starts a runner where there is none, and resolves when it is at hand. */
    ready: (): Promise<void> => runners.ensure(),
    /** Leaves the running children to the runner; the next engine finds them. */
    stop: services.stop,
  }
}
