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
import type { Settings } from '../settings.ts'
import { UnreachableError } from './exit-codes.ts'
import { proveServer } from './prove-server.ts'

/** What every command may be told. */
export type GlobalOptions = { data?: string; url?: string; token?: string; json?: boolean }
/** Those and a command's own, which it alone knows. */
export type Options = GlobalOptions & Record<string, never>

export type Global = { settings: Settings; installation: Installation; url: string | undefined; token: string | undefined }

/** A client, and whether a LocalFlow that stays is behind it. `close` must be called, or the process stays. */
export type Connected = { client: Client; stays: boolean; close(): Promise<void> }

/** What the command needs where no LocalFlow runs: one that only looks, or one that also begins runs. */
export type Need = 'look' | 'run'

/** The running LocalFlow of the data folder, or of --url; where none runs, an engine in this process. */
export async function connect(global: Global, need: Need): Promise<Connected> {
  if (global.url !== undefined)
    return overSocket(`${global.url.replace(/^http/, 'ws').replace(/\/$/, '')}/rpc`, global, { shown: global.url, path: null })
  const path = socketPath(global.settings.dataFolder, 'lf')
  try {
    await proveServer(global.settings.dataFolder, path, tokenOf(global))
    return await overSocket(`ws://${socketHost}/rpc`, global, { shown: path, path })
  } catch (error) {
    if (!(error instanceof UnreachableError)) throw error
    return inProcess(global, need)
  }
}

/** `path`: of the socket; null for a port. */
type Place = { shown: string; path: string | null }

async function overSocket(address: string, global: Global, { shown, path }: Place): Promise<Connected> {
  const socket = new WebSocket(address, ['localflow'], {
    headers: {
      Authorization: `Bearer ${tokenOf(global)}`,
      'X-LocalFlow-Client': 'lf',
    },
    perMessageDeflate: false,
    // An address of ws+unix: cannot name a path with a space in it.
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
    socket.once('error', () => fail(new UnreachableError(`No LocalFlow answers at ${shown}.`)))
  })

function refused(status: number, shown: string): Error {
  if (status === 401)
    return new AppError(
      'unauthorized',
      `The LocalFlow at ${shown} does not accept this token. Give the one from its data folder with --token.`,
    )
  return new UnreachableError(`What answers at ${shown} is not a LocalFlow that lets us in (${status}).`)
}

const tokenOf = ({ token, settings }: Global): string => token ?? readTokenIfThere(settings.dataFolder)

/** The token of a data folder; empty where there is none, or none that may be read. */
export function readTokenIfThere(dataFolder: string): string {
  try {
    return readFileSync(join(dataFolder, 'api-token'), 'utf8').trim()
  } catch {
    return ''
  }
}

/** Loaded only when needed: a command that talks to a running LocalFlow starts faster without the engine. */
async function inProcess({ settings, installation }: Global, need: Need): Promise<Connected> {
  const [{ createRouterClient }, { startLocalEngine }, { createRouter }, { errorInterceptors }, { localCaller }] =
    await Promise.all([
      import('@orpc/server'),
      import('../start-host.ts'),
      import('../../api/router.ts'),
      import('../../api/interceptors.ts'),
      import('../../api/caller.ts'),
    ])
  const engine = await startLocalEngine(settings, installation, 'cli', need === 'run')
  const { clientInterceptors } = errorInterceptors(engine.log) as object as { clientInterceptors: [] }
  const client = createRouterClient(createRouter(engine), {
    context: localCaller('cli'),
    interceptors: clientInterceptors,
  }) as Client
  return { client, stays: false, close: async () => engine.stop() }
}
