import { existsSync } from 'node:fs'
import { availableParallelism, homedir } from 'node:os'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { logLevels } from '../engine/base/log.ts'
import { folderBeside } from '../engine/store/database-mark.ts'

const whole = (least: number, most: number, noun: string) => {
  const error = () => `must be ${noun} from ${least} to ${most.toLocaleString('en-US')}`
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}

const originText = 'Write it as http://localhost:3000, without a path or a trailing slash'

const Origin = z.string().superRefine((text, context) => {
  const message =
    text === '*'
      ? '"*" would let every page that you open in a browser call LocalFlow. ' +
        'List the origins whose pages may, separated by commas, such as http://localhost:3000'
      : isOrigin(text)
        ? null
        : `"${text}" is not an origin. ${originText}`
  if (message !== null) context.addIssue({ code: 'custom', message })
})

const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

const Environment = z.object({
  PORT: whole(0, 65_535, 'a port number').default(8080),
  DB_PATH: z.string().min(1).optional(),
  LOCALFLOW_DATA: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  LOG_RETENTION_DAYS: whole(1, 36_500, 'a number of days').default(30),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .pipe(z.array(Origin)),
  API_BASE_PATH: z
    .string()
    .regex(/^\/[\w-]+(?:\/[\w-]+)*$/, 'must look like /api')
    .default('/api'),
  LOCALFLOW_WORKERS: whole(1, 1_000, 'a number').default(Math.max(2, availableParallelism())),
})

export type Settings = {
  port: number
  dataFolder: string
  dbPath: string | null
  logLevel: (typeof logLevels)[number]
  retentionDays: number
  allowedOrigins: string[]
  basePath: `/${string}`
  parallel: number
  /** Null: the command line has no number, so the settings may. */
  fixedParallel: number | null
}

export type SettingFlags = { data?: string | undefined; db?: string | undefined; workers?: number | undefined }

/** Settings from the environment, overridden by the command line. Throws `invalid`, naming the variable. */
export function readSettings(env: NodeJS.ProcessEnv, flags: SettingFlags): Settings {
  const { LOCALFLOW_DATA, ...rest } = readEnvironment(env)
  const DB_PATH = flags.db === undefined ? rest.DB_PATH : resolve(flags.db)
  const named = flags.db === undefined ? LOCALFLOW_DATA : undefined
  return {
    port: rest.PORT,
    dataFolder: flags.data ?? named ?? (DB_PATH === undefined ? defaultDataFolder(env) : folderBeside(DB_PATH)),
    dbPath: DB_PATH ?? null,
    logLevel: rest.LOG_LEVEL,
    retentionDays: rest.LOG_RETENTION_DAYS,
    allowedOrigins: rest.ALLOWED_ORIGINS,
    basePath: rest.API_BASE_PATH as `/${string}`,
    parallel: rest.LOCALFLOW_WORKERS,
    fixedParallel: flags.workers ?? null,
  }
}

/** Whether LocalFlow was ever started with these settings, also if its database is missing now. */
export const hasDatabase = ({ dataFolder, dbPath }: Settings): boolean =>
  [dbPath ?? join(dataFolder, 'localflow.db'), join(dataFolder, 'database.json')].some((path) => existsSync(path))

function readEnvironment(env: NodeJS.ProcessEnv): z.infer<typeof Environment> {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(({ path, message }) => ({ path: String(path[0]), message }))
  throw new AppError('invalid', `The environment variable ${issues[0]?.path} is not valid: ${issues[0]?.message}.`, issues)
}

/** Where each system keeps the data of its applications. */
function defaultDataFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'LocalFlow')
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'LocalFlow')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'localflow')
}
