import { randomBytes } from 'node:crypto'
import { mkdirSync, unlinkSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { dirname } from 'node:path'
import { type FromEngine, type FromRunner, isProof, proofOf, protocolVersion, receive, send } from './protocol.ts'

export type Door = { tell(message: FromRunner): void; hasClient(): boolean; close(): void }

type Handlers = {
  welcome: () => Omit<FromRunner & { type: 'welcome' }, 'type' | 'proof'>
  take: (message: FromEngine) => void
  left: () => void
}

/** Lets one engine in at a time, and only one that knows the secret; a newer engine takes the place of the older. */
export async function openDoor(path: string, secret: string, handlers: Handlers): Promise<Door> {
  let client: Socket | null = null

  const welcome = (socket: Socket): void => {
    const nonce = randomBytes(16).toString('hex')
    let trusted = false
    socket.on('error', () => socket.destroy())
    socket.on('close', () => {
      if (client !== socket) return
      client = null
      handlers.left()
    })
    send(socket, { type: 'hello', version: protocolVersion, nonce })
    receive(socket, (message) => {
      if (trusted) return handlers.take(message as FromEngine)
      trusted = admit(socket, message, nonce)
    })
  }

  function admit(socket: Socket, message: unknown, nonce: string): boolean {
    const auth = message as Partial<FromEngine & { type: 'auth' }> | null
    const refuse = (reason: 'version' | 'secret'): false => {
      send(socket, { type: 'refused', reason, version: protocolVersion })
      socket.end()
      return false
    }
    if (auth?.type !== 'auth' || !isProof(auth.proof, proofOf(secret, 'engine', nonce))) return refuse('secret')
    if (auth.version !== protocolVersion) return refuse('version')
    client?.destroy()
    client = socket
    send(socket, { type: 'welcome', proof: proofOf(secret, 'runner', String(auth.nonce)), ...handlers.welcome() })
    return true
  }

  let server = createServer(welcome)
  await listen(server, path)
  const file = keepSocketFile(path, async () => {
    // What is connected stays. Closed first: its end takes away the file of that name, whoever made it.
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

/** How often to see whether the socket file is still there: cleaners of temporary folders take it away. */
const fileMs = 1_000

/** Makes the way in anew when its file is gone; leaves it to another runner when that has taken its place. */
function keepSocketFile(path: string, again: () => Promise<void>): { stop(): void } {
  if (process.platform === 'win32') return { stop: () => {} }
  const timer = setInterval(() => {
    stat(path).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? again().catch(() => {}) : undefined))
  }, fileMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}

/** Takes the place of a socket file that nobody answers at; gives way (EADDRINUSE) where somebody does. */
async function listen(server: Server, path: string): Promise<void> {
  if (process.platform !== 'win32') mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
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
