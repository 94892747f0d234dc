import type { Clock } from './base/clock.ts'
import type { Log } from './base/log.ts'
import type { Senses } from './conditions/senses.ts'
import type { OwnCommand } from './environment/own-command.ts'

export type EngineConfig = {
  dataFolder: string
  /** Null: in the data folder. */
  dbPath: string | null
  migrationsFolder: string
  /** The program of the runner, started with this process's own executable. */
  runnerScript: string
  /** The native program that starts the runner and keeps its children; null where it was not compiled. */
  spawnerProgram: string | null
  /** Why there is none, as a sentence. */
  spawnerProblem?: string | null
  /** The program of the thread that reads long definitions. */
  readerScript: string
  /** The program of the threads that search logs. */
  searcherScript: string
  /** The program of the threads that search the logs of many runs. */
  runSearcherScript: string
  /** The program of the thread that compares logs. */
  comparerScript: string
  /** The program of the thread that stores artifacts. */
  keeperScript: string
  /** Scripts find it as `lf`. Missing: they find none. */
  ownCommand?: OwnCommand
  clock: Clock
  log: Log
  host: 'desktop' | 'headless' | 'cli'
  /** The command of `lf` that started this engine, for others that find the data folder in use. */
  command?: string
  version: string
  /** Concurrent tasks, unless the settings have a number. */
  parallel: number
  /** Overrides the settings, because the command line has a number. */
  fixedParallel?: number | null
  /** The most runner processes. */
  runners: number
  /** The environment of children, before the variables of their job. */
  environment: Record<string, string>
  /** False: children get `environment` itself, not that of the person's login shell. */
  loginShell: boolean
  /** Days after which ended runs and their logs are deleted. */
  retentionDays: number
  /** Output of one attempt beyond this is counted, but dropped. */
  logLimit: number
  /** Returns numbers from 0 to below 1, for the jitter of delays. */
  random?: () => number
  /** The version of the time zone data; default: that of this process. */
  zoneData?: string
  /** What the host knows about power and idle time; default: what the system reports. */
  senses?: Senses
  /** Shows a file in the system's file manager. Missing if the host has no screen of its own. */
  reveal?: (path: string) => void
  /** Opens a file with the program that the system has for it; resolves with why it could not, or with an empty text. */
  openFile?: (path: string) => Promise<string>
  /** False: only record the outcomes of running attempts; start nothing. */
  dispatch: boolean
}
