import { join } from 'node:path'
import { createTransports } from '../api/transports.ts'
import { systemClock } from '../engine/base/clock.ts'
import { createFileLog, type Log } from '../engine/base/log.ts'
import { type Engine, startEngine } from '../engine/engine.ts'
import type { EngineConfig } from '../engine/engine-config.ts'
import { mostRunners } from '../engine/runner-client/runners.ts'
import type { HttpConfig } from '../http/config.ts'
import { type HttpServer, serveHttp } from '../http/server.ts'
import { readToken } from '../http/token.ts'
import type { Installation } from './installation.ts'
import { openLocalSocket } from './local-socket.ts'
import type { Settings } from './settings.ts'

export type Host = {
  engine: Engine
  transports: ReturnType<typeof createTransports>
  token: string
  log: Log
  /** Listens on a port of the loopback interface. */
  listen(address: { host: string; port: number }, extras?: HttpExtras): Promise<HttpServer>
  stop(): Promise<void>
}

/** Optional answers of a port. */
export type HttpExtras = Pick<HttpConfig, 'compat' | 'debug'>

/** What a host knows or can do better than the engine itself. */
export type Abilities = Pick<EngineConfig, 'senses' | 'reveal' | 'openFile' | 'command'>

const logLimit = 1024 ** 3

export function startLocalEngine(
  settings: Settings,
  installation: Installation,
  host: Engine['config']['host'],
  dispatch: boolean,
  abilities: Abilities = {},
): Promise<Engine> {
  return startEngine({
    dataFolder: settings.dataFolder,
    dbPath: settings.dbPath,
    migrationsFolder: installation.migrationsFolder,
    runnerScript: installation.runnerScript,
    spawnerProgram: installation.spawnerProgram,
    spawnerProblem: installation.spawnerProblem,
    readerScript: installation.readerScript,
    searcherScript: installation.searcherScript,
    runSearcherScript: installation.runSearcherScript,
    comparerScript: installation.comparerScript,
    keeperScript: installation.keeperScript,
    ownCommand: installation.ownCommand,
    clock: systemClock,
    log: createFileLog(join(settings.dataFolder, 'localflow.log'), settings.logLevel),
    host,
    version: installation.version,
    parallel: settings.parallel,
    fixedParallel: settings.fixedParallel,
    runners: mostRunners(),
    environment: inheritable(process.env),
    loginShell: true,
    retentionDays: settings.retentionDays,
    logLimit,
    dispatch,
    ...abilities,
  })
}

/** A running engine with the socket for `lf`. If the socket cannot open, the engine stops. */
export async function startHost(
  settings: Settings,
  installation: Installation,
  host: 'desktop' | 'headless',
  abilities: Abilities = {},
): Promise<Host> {
  const engine = await startLocalEngine(settings, installation, host, true, abilities)
  try {
    return await openHost(engine, settings, installation)
  } catch (error) {
    engine.stop()
    throw error
  }
}

async function openHost(engine: Engine, settings: Settings, installation: Installation): Promise<Host> {
  const transports = createTransports(engine)
  const token = readToken(engine.dataFolder)
  const common = { engine, transports, token, allowedOrigins: settings.allowedOrigins, basePath: settings.basePath }
  const servers: HttpServer[] = []

  servers.push(await openLocalSocket(engine, (address) => serveHttp({ ...common, rendererFolder: null }, address)))
  engine.watchFiles()

  return {
    engine,
    transports,
    token,
    log: engine.log,
    async listen(address, extras = {}) {
      const server = await serveHttp({ ...common, rendererFolder: installation.rendererFolder, ...extras }, address)
      servers.push(server)
      engine.listensAt(`${server.url}${settings.basePath}`, null)
      return server
    },
    async stop() {
      await Promise.all(servers.map((server) => server.close()))
      engine.stop()
    },
  }
}

/** The part of our environment that children get: everything except variables for LocalFlow or Electron alone. */
function inheritable(env: NodeJS.ProcessEnv): Record<string, string> {
  const own = new Set([
    'PORT',
    'DB_PATH',
    'JWT_SECRET',
    'SMTP_PASSWORD',
    'ELECTRON_RUN_AS_NODE',
    'LOCALFLOW_DATA',
    'LOCALFLOW_WORKERS',
  ])
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined || own.has(name) ? [] : [[name, value]])),
  )
}
