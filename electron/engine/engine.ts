import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { createBulk } from './bulk.ts'
import { changes } from './changes.ts'
import type { Clock } from './clock.ts'
import { createEnvironment } from './environment/environment.ts'
import { createTopic } from './events.ts'
import { createBuiltinExecutor } from './executors/builtin.ts'
import { createHttpExecutor } from './executors/http.ts'
import { createShellExecutor } from './executors/shell.ts'
import { createJobActions } from './jobs.ts'
import type { Log } from './log.ts'
import { createLogs, type LogSignal } from './logs/logs.ts'
import { createMetrics } from './metrics/metrics.ts'
import { createSamples } from './metrics/samples.ts'
import { createDispatcher } from './queue/dispatcher.ts'
import { createQueueActions } from './queues.ts'
import { quickRun } from './quick-run.ts'
import { createRunnerClient } from './runner-client/runner-client.ts'
import { createRunActions } from './runs.ts'
import { createSettingActions } from './settings.ts'
import { createStorage } from './storage.ts'
import type { StoredEvent } from './store/events.ts'
import { takeOwnership } from './store/owner.ts'
import { openStore } from './store/store.ts'
import { createTaskActions } from './tasks.ts'
import { createManual } from './triggers/manual.ts'
import { startUpkeep } from './upkeep/upkeep.ts'

export type EngineConfig = {
  dataFolder: string
  /** Null: in the data folder. */
  dbPath: string | null
  migrationsFolder: string
  /** The runner's program, started with this process's own executable. */
  runnerScript: string
  clock: Clock
  log: Log
  host: 'desktop' | 'headless' | 'cli'
  version: string
  /** Runs at the same time. */
  parallel: number
  /** What children inherit, before what their job sets. */
  environment: Record<string, string>
  /** False: children get `environment` itself, not what the person's login shell makes of it. */
  loginShell: boolean
  /** Days after which ended runs and their logs are deleted. */
  retentionDays: number
  /** Output of one attempt beyond this is counted, not kept. */
  logLimit: number
  /** Gives numbers from 0 to below 1, for the jitter of waits. */
  random?: () => number
  /** False: only look and record what ended; begin nothing. */
  dispatch: boolean
}

/** A run shorter than this has its pid written with its end. */
const pidMs = 300

/** The scheduler looks at the clock every minute; it may be late by as much again. */
const silentMs = 120_000

export type Engine = Awaited<ReturnType<typeof startEngine>>

/**
 * Wires the parts and starts them in order. When it resolves, the engine answers; the runner may still be on its way.
 * Throws `conflict` for a data folder that has an owner or a newer schema, `unavailable` for one that cannot be used.
 */
export async function startEngine(config: EngineConfig) {
  const { clock, log } = config
  const dataFolder = openDataFolder(config.dataFolder)
  const owner = takeOwnership(dataFolder, config.host, clock.now())
  const committed = createTopic<StoredEvent[]>()
  const grew = createTopic<LogSignal>()
  let store: ReturnType<typeof openStore>
  try {
    const dbPath = config.dbPath ?? join(dataFolder, 'localflow.db')
    store = openStore(
      { dataFolder, dbPath, migrationsFolder: config.migrationsFolder, now: clock.now() },
      (events) => {
        for (const event of events) if (event.noun === 'run') grew.tell({ runId: event.id })
        committed.tell(events)
      },
      (error) => void storage.failed(error),
    )
  } catch (error) {
    owner.release()
    throw error
  }

  const storage = createStorage({
    store,
    clock,
    log,
    dataFolder,
    isBusy: () => liveCounts(store).running > 0,
    changed() {
      if (storage.trouble() === null) dispatcher.wake()
      committed.tell([])
    },
  })

  function keepPid(attemptId: string, pid: number): void {
    const attempt = dispatcher.attempt(attemptId)
    if (!attempt) return
    store
      .write(() => store.attempts.setPid({ ...attempt, pid }))
      .catch((error: unknown) => log.warn('a pid was not kept', { attemptId, error }))
  }

  const runner = createRunnerClient(
    { dataFolder, script: config.runnerScript, environment: config.environment, log },
    {
      // A short run's pid is written with its end: it needs no write of its own.
      started: (attemptId, pid) => void clock.after(pidMs, () => runner.isAwaited(attemptId) && keepPid(attemptId, pid)),
      grew: (attemptId) => grew.tell({ attemptId }),
      sampled: (attemptId, sample) => samples.took(attemptId, sample),
    },
  )
  const samples = createSamples(dataFolder, store)
  const dispatcher = createDispatcher({
    store,
    clock,
    log,
    storage,
    executors: {
      shell: createShellExecutor({
        runner,
        log,
        storage,
        dataFolder,
        logLimit: config.logLimit,
        sampleMs: () => settings.get().sampleMs,
        recorded: samples.ended,
      }),
      http: createHttpExecutor(clock, dataFolder),
      builtin: createBuiltinExecutor(clock),
    },
    parallel: store.settings.read().parallel ?? config.parallel,
    random: config.random ?? Math.random,
  })
  const settings = createSettingActions(store, clock, ({ parallel }) => {
    dispatcher.setParallel(parallel ?? config.parallel)
    void environment.apply()
  })
  const environment = createEnvironment({
    log,
    clock,
    own: config.environment,
    wanted: () => config.loginShell && settings.get().loginShell,
    jobOf: store.jobs.find,
    changed: runner.setEnvironment,
  })
  const upkeep = config.dispatch ? startUpkeep({ store, clock, log, dataFolder, retentionDays: config.retentionDays }) : null

  await storage.look()
  await dispatcher.resume()
  if (config.dispatch) {
    // Before the first child: a job must not meet two environments. `lf` itself is started in the person's shell.
    const known = config.host === 'cli' ? Promise.resolve() : environment.refresh()
    const connected = known.then(() => runner.keepTrying())
    dispatcher.start()
    void connected.then(() => log.info('engine ready', { dataFolder }))
  } else {
    await runner.join()
    await new Promise(setImmediate)
    await store.write(() => {})
  }

  const runs = createRunActions(store, clock, dispatcher, storage, runner.isConnected)
  return {
    config,
    dataFolder,
    log,
    jobs: createJobActions(store, clock, dispatcher.wake),
    runs,
    tasks: createTaskActions(store, clock, dispatcher, runs),
    queues: createQueueActions(store, clock, dispatcher),
    bulk: createBulk(store, clock, dispatcher, runs, dataFolder),
    settings,
    environment,
    samples,
    metrics: createMetrics(store, clock, committed, runner),
    quickRun: () => quickRun(store),
    manual: createManual(store, clock, dispatcher),
    logs: createLogs(dataFolder, store, grew),
    changes: (since: number | undefined, abort: AbortSignal | undefined) => changes(store, storage, committed, since, abort),
    committed,
    info: () => ({
      version: config.version,
      host: config.host,
      platform: process.platform,
      dataFolder,
      node: process.version,
      sqlite: store.sqlite,
      parallel: dispatcher.places.most,
      ...liveCounts(store),
      jobs: store.jobs.count(),
      runnerPid: runner.pid(),
      storage: storage.trouble(),
    }),
    /** What is wrong, in words; empty when all is well. */
    health(): string[] {
      const problems: string[] = []
      if (!store.answers()) problems.push('the database does not answer')
      const trouble = storage.trouble()
      if (trouble) problems.push(`${trouble.message} Nothing new begins until that is over.`)
      if (!runner.isConnected()) problems.push('the runner is not connected')
      if (config.dispatch && clock.now() - dispatcher.lastLook() > silentMs)
        problems.push('the scheduler has not looked at the clock lately')
      return problems
    },
    /** Resolves when the runner is at hand. */
    ready: (): Promise<void> => runner.ensure(),
    /** Leaves the running children to the runner; the next engine finds them. */
    stop(): void {
      dispatcher.stop()
      upkeep?.stop()
      storage.stop()
      runner.close()
      store.close()
      owner.release()
    },
  }
}

function openDataFolder(path: string): string {
  const folder = resolve(path)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The data folder ${folder} cannot be written to (${(error as NodeJS.ErrnoException).code}). Choose another with --data.`,
    )
  }
}

/** What waits, whatever for, and what runs. */
function liveCounts(store: ReturnType<typeof openStore>): { queued: number; running: number } {
  const { ready, delayed, held, running } = store.tally.total()
  return { queued: ready + delayed + held, running }
}
