import type { Clock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import type { Senses } from './conditions/senses.ts'

export type EngineConfig = {
  dataFolder: string
  /** Null: in the data folder. */
  dbPath: string | null
  migrationsFolder: string
  /** The runner's program, started with this process's own executable. */
  runnerScript: string
  /** The program of the thread that reads long definitions. */
  readerScript: string
  /** The program of the threads that search logs. */
  searcherScript: string
  /** The program of the thread that keeps files. */
  keeperScript: string
  clock: Clock
  log: Log
  host: 'desktop' | 'headless' | 'cli'
  version: string
  /** Runs at the same time, unless the settings say a number. */
  parallel: number
  /** The same, whatever the settings say: the command line named it. */
  fixedParallel?: number | null
  /** Processes, at most, that start and watch them. */
  runners: number
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
  /** The edition of the world's time zones; without it the one this process has. */
  zoneData?: string
  /** What the host knows of power and of people; without it what the system tells. */
  senses?: Senses
  /** Shows a file in the system's file manager. Without it, the host has no screen of its own. */
  reveal?: (path: string) => void
  /** False: only record the outcomes of running attempts; start nothing. */
  dispatch: boolean
}
