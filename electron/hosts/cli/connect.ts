import { readFileSync } from 'node:fs'
import { connect as connectTo } from 'node:net'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { WebSocket } from 'ws'
import type { Client } from '../../../shared/contract/contract.ts'
import { AppError } from '../../../shared/errors.ts'
import { socketHost } from '../../http/proof.ts'
import { socketPath } from '../../runner/socket-path.ts'
import type { Installation } from '../installation.ts'
import { hasDatabase, type Settings } from '../settings.ts'
import { UnreachableError, unreachable } from './exit-codes.ts'
import { proveServer } from './prove-server.ts'

/** The options of every command. */
export type GlobalOptions = { data?: string; url?: string; token?: string; json?: boolean }
/** Those and the options of one command. */
export type Options = GlobalOptions & Record<string, never>

export type Global = {
  settings: Settings
  installation: Installation
  url: string | undefined
  token: string | undefined
  /** Of the run within which `lf` was started. */
  runToken: string | undefined
  /** The command that runs, such as `lf run Report`. */
  command: string
}

/** A client, and whether it talks to a LocalFlow that keeps running. `close` must be called, or the process does not end. */
export type Connected = { client: Client; stays: boolean; close(): Promise<void> }

/**
 * What a command needs where no LocalFlow runs. `look` and `act` need a data folder that exists, `define` and `run` may create it;
 * `act` and `run` also start runs.
 */
export type Need = 'look' | 'act' | 'define' | 'run'

/** Connects to the LocalFlow of the data folder, or of --url; if none runs, to an engine in this process. Throws `not-found`. */
export async function connect(global: Global, need: Need): Promise<Connected> {
  const running = await connectIfRunning(global)
  if (running !== null) return running
  if (need === 'look' || need === 'act') requireData(global.settings)
  return inProcess(global, need)
}

/** Connects to the LocalFlow of the data folder, or of --url; null if none runs in the folder. */
export async function connectIfRunning(global: Global): Promise<Connected | null> {
  if (global.url !== undefined) return overUrl(global, global.url)
  const path = socketPath(global.settings.dataFolder, 'lf')
  try {
    await proveServer(global.settings.dataFolder, path, tokenOf(global))
    return await overSocket(`ws://${socketHost}/rpc`, global, { shown: path, path })
  } catch (error) {
    if (error instanceof UnreachableError) return null
    throw error
  }
}

/** A command that reads must not create a data folder: its name is probably misspelled. */
function requireData(settings: Settings): void {
  if (hasDatabase(settings)) return
  const { dataFolder, dbPath } = settings
  throw new AppError(
    'not-found',
    `There is no LocalFlow data in ${dbPath ?? dataFolder}. Name another folder with --data, or create a job to start one: lf job create NAME -- COMMAND`,
  )
}

function overUrl(global: Global, url: string): Promise<Connected> {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw new AppError('invalid', `Could not connect to "${url}": --url must look like http://127.0.0.1:8080.`)
  return overSocket(`${url.replace(/^http/, 'ws').replace(/\/$/, '')}/rpc`, global, { shown: url, path: null })
}

/** `path`: of the socket; null for a port. */
type Place = { shown: string; path: string | null }

async function overSocket(address: string, global: Global, { shown, path }: Place): Promise<Connected> {
  const socket = new WebSocket(address, ['localflow'], {
    headers: {
      Authorization: `Bearer ${tokenOf(global)}`,
      'X-LocalFlow-Client': 'lf',
      ...runOf(global),
    },
    perMessageDeflate: false,
    // A ws+unix: address cannot contain a path with a space.
    ...(path === null ? {} : { createConnection: () => connectTo(path) }),
  })
  await untilOpen(socket, shown)
  socket.on('error', () => {})
  const client: Client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
  return {
    client,
    stays: true,
    async close() {
      socket.close()
    },
  }
}

const untilOpen = (socket: WebSocket, shown: string): Promise<void> =>
  new Promise((open, fail) => {
    socket.once('open', open)
    socket.once('unexpected-response', (_, { statusCode }) => fail(refused(statusCode ?? 0, shown)))
    socket.once('error', () => fail(new UnreachableError(unreachable(shown))))
  })

function refused(status: number, shown: string): Error {
  if (status === 401)
    return new AppError(
      'unauthorized',
      `Could not connect to ${shown}: it does not accept this token. Pass its own with --token; "lf --data DIR token" prints it.`,
    )
  return new UnreachableError(`Could not connect to ${shown}: another program answers there (HTTP status ${status}).`)
}

/** Within a script, the server learns for which run `lf` works. It ignores the token of a run that is not its own. */
const runOf = ({ token, url, runToken }: Global): Record<string, string> =>
  token === undefined && url === undefined && runToken !== undefined ? { 'X-LocalFlow-Run': runToken } : {}

const tokenOf = ({ token, settings }: Global): string => token ?? readTokenIfThere(settings.dataFolder)

/** The token of a data folder; empty if it has none, or if this account cannot read it. */
export function readTokenIfThere(dataFolder: string): string {
  try {
    return readFileSync(join(dataFolder, 'api-token'), 'utf8').trim()
  } catch {
    return ''
  }
}

/** The engine is loaded only here, because commands that talk to a running LocalFlow start faster without it. */
async function inProcess({ settings, installation, command }: Global, need: Need): Promise<Connected> {
  const [{ createRouterClient }, { startLocalEngine }, { createRouter }, { errorInterceptors }, { localCaller }] =
    await Promise.all([
      import('@orpc/server'),
      import('../start-host.ts'),
      import('../../api/router.ts'),
      import('../../api/interceptors.ts'),
      import('../../api/caller.ts'),
    ])
  const engine = await startLocalEngine(settings, installation, 'cli', need === 'run' || need === 'act', { command })
  const { clientInterceptors } = errorInterceptors(engine.log) as object as { clientInterceptors: [] }
  const client = createRouterClient(createRouter(engine), {
    context: localCaller('cli'),
    interceptors: clientInterceptors,
  }) as Client
  return { client, stays: false, close: async () => engine.stop() }
}
