import type { StorageTrouble, SystemInfo } from '../../../shared/contract/system.ts'
import type { Clock } from '../base/clock.ts'
import type { createEnvironment } from '../environment/environment.ts'
import type { Dispatcher } from '../queue/queue.ts'
import type { Runners } from '../runner-client/runner-client.ts'
import type { WaitingRuns } from '../runs/runs.ts'
import type { Store } from '../store/store.ts'
import type { Disk } from './disk.ts'

/** The scheduler checks the time every minute; it may be late by another. */
const silentMs = 120_000

type Environment = ReturnType<typeof createEnvironment>

type Parts = {
  config: Pick<SystemInfo, 'version' | 'host'> & { dispatch: boolean }
  dataFolder: string
  store: Store
  clock: Clock
  dispatcher: Dispatcher
  runners: Runners
  disk: Disk
  waiting: Pick<WaitingRuns, 'count'>
  environment: Pick<Environment, 'awaited' | 'problem'>
  /** Whether a runner was ever connected. */
  hadRunner: () => boolean
  /** When the scheduler last checked the time, by `clock.awake`, which a clock change or sleep does not affect. */
  lastLook: () => number
  /** The address at which LocalFlow is reached. */
  reached: () => Pick<SystemInfo, 'address' | 'addressProblem'>
}

/** LocalFlow's report about itself: its version, its place, and its health. */
export function createStatus(parts: Parts) {
  const { config, dataFolder, store, clock, dispatcher, runners, disk, waiting, lastLook, reached } = parts
  const troubles = (): { storage: StorageTrouble | null; runnerProblem: string | null } => ({
    storage: disk.trouble(),
    runnerProblem: runners.lastingProblem(),
  })

  return {
    /** Lasting problems that keep new runs from starting. */
    troubles,
    info: (): SystemInfo => {
      const { ready, delayed, held, running } = store.tally.total()
      return {
        version: config.version,
        host: config.host,
        platform: process.platform,
        dataFolder,
        node: process.version,
        sqlite: store.sqlite,
        limit: dispatcher.slots.most,
        free: dispatcher.slots.free,
        parallel: dispatcher.slots.most,
        queued: ready + delayed + held,
        running,
        waiting: waiting.count(),
        alerts: store.alerts.count(),
        approvals: store.runWaits.count('approval'),
        jobs: store.jobs.count(),
        flows: store.flows.count(),
        pipelines: store.pipelines.count(),
        runnerPid: runners.pid(),
        runnerPids: runners.pids(),
        spawnerPid: runners.spawner(),
        spawnerProblem: runners.spawnerProblem(),
        ...reached(),
        ...troubles(),
      }
    },
    /** The problems as sentences; empty if all is well. */
    health(): string[] {
      const { storage } = troubles()
      const isSilent = config.dispatch && clock.awake() - Math.min(dispatcher.lastLook(), lastLook()) > silentMs
      return [
        store.isReadable() ? null : 'The database does not answer.',
        storage && `${storage.message} No run starts until this is fixed.`,
        ...runnerProblems(parts),
        storage ? null : claimProblem(dispatcher.problem()),
        isSilent ? 'The scheduler has not checked the time for two minutes.' : null,
      ].filter((problem) => problem !== null)
    },
  }
}

const claimProblem = (problem: string | null): string | null =>
  problem && `No task can start: ${problem} LocalFlow keeps trying; its log has the details.`

/** The first runner is started once the login shell has reported its environment, or was given up. */
function runnerProblems({ runners, environment, hadRunner }: Parts): (string | null)[] {
  const problem = runners.problem()
  if (problem === null || hadRunner()) return [problem]
  const shell = environment.awaited()
  if (shell !== null) return [`LocalFlow is waiting for the login shell (${shell}) to report its environment.`]
  const reason = environment.problem()
  return [reason && `Could not read the environment of the login shell: ${reason}.`, problem]
}
