import { availableParallelism, homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import * as z from 'zod'
import { AppError } from '../../shared/errors.ts'
import { logLevels } from '../engine/log.ts'

const port = z.coerce.number().int().min(0).max(65_535)

const Environment = z.object({
  PORT: port.default(8080),
  DB_PATH: z.string().min(1).optional(),
  LOCALFLOW_DATA: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  LOG_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(30),
  ALLOWED_ORIGINS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((origin) => origin.trim())
        .filter((origin) => origin !== ''),
    )
    .pipe(
      z.array(
        z
          .url({ protocol: /^https?$/ })
          .refine(
            (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
            'must be an origin, such as http://localhost:3000',
          ),
      ),
    ),
  API_BASE_PATH: z
    .string()
    .regex(/^\/[\w-]+(?:\/[\w-]+)*$/, 'must look like /api')
    .default('/api'),
  LOCALFLOW_WORKERS: z.coerce.number().int().min(1).max(1_000).default(Math.max(2, availableParallelism())),
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
}

/** What the environment says, under what the command line said. Throws `invalid`, naming the variable. */
export function readSettings(env: NodeJS.ProcessEnv, flags: { data?: string | undefined; db?: string | undefined }): Settings {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const issues = parsed.error.issues.map(({ path, message }) => ({ path: String(path[0]), message }))
    throw new AppError('invalid', `The environment variable ${issues[0]?.path} is not right: ${issues[0]?.message}.`, issues)
  }
  const { LOCALFLOW_DATA, ...rest } = parsed.data
  const DB_PATH = flags.db === undefined ? rest.DB_PATH : resolve(flags.db)
  const named = flags.db === undefined ? LOCALFLOW_DATA : undefined
  return {
    port: rest.PORT,
    dataFolder: flags.data ?? named ?? (DB_PATH === undefined ? defaultDataFolder(env) : dirname(DB_PATH)),
    dbPath: DB_PATH ?? null,
    logLevel: rest.LOG_LEVEL,
    retentionDays: rest.LOG_RETENTION_DAYS,
    allowedOrigins: rest.ALLOWED_ORIGINS,
    basePath: rest.API_BASE_PATH as `/${string}`,
    parallel: rest.LOCALFLOW_WORKERS,
  }
}

/** Where each system keeps the data of its applications. */
function defaultDataFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'LocalFlow')
  if (process.platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'LocalFlow')
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'localflow')
}
