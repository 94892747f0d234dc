import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { AppError } from '../../../shared/errors.ts'
import { type FromEngine, type FromRunner, isProof, proofOf, protocolVersion, receive, send } from '../../runner/protocol.ts'

export type Welcome = FromRunner & { type: 'welcome' }
export type Connection = { welcome: Welcome; send(message: FromEngine): void; close(): void }

const answerMs = 5_000

/**
 * Connects to a runner and proves both sides to each other. Rejects with the socket's error if none listens, and with an
 * AppError for a process that is not our runner.
 */
export function openConnection(
  path: string,
  secret: string,
  on: { message(message: FromRunner): void; closed(): void },
): Promise<Connection> {
  const nonce = randomBytes(16).toString('hex')
  return new Promise((resolve, reject) => {
    const socket = connect(path)
    let welcome: Welcome | null = null
    const fail = (error: unknown) => {
      clearTimeout(timer)
      socket.destroy()
      reject(error)
    }
    const timer = setTimeout(
      () => fail(new AppError('unavailable', 'Could not connect to the runner: it does not respond.')),
      answerMs,
    )
    socket.on('error', fail)
    socket.on('close', () =>
      welcome ? on.closed() : fail(Object.assign(new Error('the runner closed the connection'), { code: 'ECONNRESET' })),
    )
    receive(socket, (raw) => {
      const message = raw as FromRunner
      if (welcome) return on.message(message)
      const problem = greet(socket, message, secret, nonce)
      if (problem) return fail(problem)
      if (message.type !== 'welcome') return
      clearTimeout(timer)
      welcome = message
      resolve({ welcome, send: (order) => send(socket, order), close: () => socket.destroySoon() })
    })
  })
}

/** Answers one message of the handshake; returns the problem, if there is one. */
function greet(socket: Socket, message: FromRunner, secret: string, nonce: string): AppError | null {
  switch (message.type) {
    case 'hello':
      send(socket, { type: 'auth', version: protocolVersion, nonce, proof: proofOf(secret, 'engine', message.nonce) })
      return null
    case 'refused':
      return message.reason === 'version'
        ? new AppError(
            'conflict',
            `The runner of another version of LocalFlow is still running (protocol ${message.version} instead of ${protocolVersion}). LocalFlow starts its own runner once the runs of the other one have ended.`,
          )
        : new AppError(
            'unavailable',
            'Could not connect to the runner: it has another secret than this data folder. Restart LocalFlow.',
          )
    case 'welcome':
      return isProof(message.proof, proofOf(secret, 'runner', nonce))
        ? null
        : new AppError(
            'unavailable',
            'Could not connect to the runner: another process is using its socket. Restart LocalFlow, or choose another data folder.',
          )
    default:
      return new AppError(
        'unavailable',
        'Could not connect to the runner: the process on its socket uses another protocol. Restart LocalFlow, or choose another data folder.',
      )
  }
}

/** For a refused connection: there may be a runner soon. */
export function isNobodyThere(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EPIPE'
}
