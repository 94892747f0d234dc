import { randomBytes } from 'node:crypto'
import { unlinkSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import {
  type FromEngine,
  type FromRunner,
  isProof,
  longestLine,
  longestProof,
  proofOf,
  protocolVersion,
  receive,
  send,
} from './protocol.ts'
import { closeSocket, makePrivateFolder } from './socket-path.ts'

export type EngineSocket = { tell(message: FromRunner): void; hasClient(): boolean; close(): void }

type Handlers = {
  welcome: () => Omit<FromRunner & { type: 'welcome' }, 'type' | 'proof'>
  take: (message: FromEngine) => void
  left: () => void
  /** An engine of a later release wants its own runner. */
  newer: () => void
}

/** Lets one engine in at a time, and only one that knows the secret; a newer engine replaces the older. */
export async function openEngineSocket(path: string, secret: string, handlers: Handlers): Promise<EngineSocket> {
  let client: Socket | null = null
  const strangers = createStrangers()

  const welcome = (socket: Socket): void => {
    const nonce = randomBytes(16).toString('hex')
    let trusted = false
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      if (client !== socket) return
      client = null
      handlers.left()
    })
    const known = strangers.add(socket)
    send(socket, { type: 'hello', version: protocolVersion, nonce })
    const take = (message: unknown): void => {
      if (trusted) return handlers.take(message as FromEngine)
      trusted = authenticate(socket, message, nonce)
      if (trusted) known()
    }
    receive(socket, take, () => (trusted ? longestLine : longestProof))
  }

  function authenticate(socket: Socket, message: unknown, nonce: string): boolean {
    const auth = message as Partial<FromEngine & { type: 'auth' | 'ask' }> | null
    const refuse = (reason: 'version' | 'secret'): false => {
      send(socket, { type: 'refused', reason, version: protocolVersion })
      socket.end()
      return false
    }
    if (auth?.type === 'ask' && isProof(auth.proof, proofOf(secret, 'asker', nonce))) {
      send(socket, { type: 'engine', proof: proofOf(secret, 'runner', String(auth.nonce)), connected: client !== null })
      socket.end()
      return false
    }
    if (auth?.type !== 'auth' || !isProof(auth.proof, proofOf(secret, 'engine', nonce))) return refuse('secret')
    if (auth.version !== protocolVersion) {
      if (Number(auth.version) > protocolVersion && !client) handlers.newer()
      return refuse('version')
    }
    client?.destroy()
    client = socket
    send(socket, { type: 'welcome', proof: proofOf(secret, 'runner', String(auth.nonce)), ...handlers.welcome() })
    return true
  }

  let server = createServer(welcome)
  await listen(server, path)
  const file = keepSocketFile(path, async () => {
    // Existing connections stay open. Closed first, because closing removes the file of that name, even if another process
    // made it.
    server.close()
    server = createServer(welcome)
    await listen(server, path)
  })
  return {
    tell: (message) => {
      if (client) send(client, message)
    },
    hasClient: () => client !== null,
    close() {
      file.stop()
      server.close()
    },
  }
}

/** The most unproven connections, and their time limit. */
const [mostStrangers, strangerMs] = [16, 10_000]

/** Limits unproven connections in number and time: the oldest one makes room. */
function createStrangers(): { add(socket: Socket): () => void } {
  const waiting = new Map<Socket, NodeJS.Timeout>()
  const forget = (socket: Socket): void => {
    clearTimeout(waiting.get(socket))
    waiting.delete(socket)
  }
  return {
    add(socket) {
      const [longest] = waiting.keys()
      if (waiting.size >= mostStrangers && longest) {
        forget(longest)
        longest.destroy()
      }
      waiting.set(socket, setTimeout(() => socket.destroy(), strangerMs).unref())
      socket.once('close', () => forget(socket))
      return () => forget(socket)
    },
  }
}

/** How often to check for the socket file, which cleaners of temporary folders may delete. */
const fileMs = 1_000

/** Creates the socket file again if it is gone; leaves it to another runner that has already done so. */
function keepSocketFile(path: string, again: () => Promise<void>): { stop(): void } {
  if (process.platform === 'win32') return { stop: () => {} }
  const timer = setInterval(() => {
    stat(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? again().catch(() => {}) : undefined))
  }, fileMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** Replaces a socket file that no process answers; gives way (EADDRINUSE) if one does. */
async function listen(server: Server, path: string): Promise<void> {
  if (process.platform !== 'win32') makePrivateFolder(dirname(path))
  try {
    await listening(server, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || (await answers(path))) throw error
    unlinkSync(path)
    await listening(server, path)
  }
}

const listening = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      closeSocket(path)
      resolve()
    })
  })

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(true)
    })
    probe.once('error', () => resolve(false))
  })
