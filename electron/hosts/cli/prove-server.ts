import { randomBytes } from 'node:crypto'
import { get } from 'node:http'
import { AppError } from '../../../shared/errors.ts'
import { isServerProof, proofPath, socketHost } from '../../http/proof.ts'
import { socketProblem } from '../../runner/socket-path.ts'
import { UnreachableError, unreachable } from './exit-codes.ts'

const answerMs = 10_000
const mostBytes = 4 * 1024

/**
 * Makes the process that listens at the socket of the data folder prove that it knows the token before `lf` sends it. Throws
 * UnreachableError if none listens.
 */
export async function proveServer(dataFolder: string, path: string, token: string): Promise<void> {
  const problem = socketProblem(dataFolder, path)
  if (problem !== null)
    throw new AppError('forbidden', `Could not connect to ${path}: ${problem}. The token was not sent. Delete that socket.`)
  const nonce = randomBytes(16).toString('hex')
  const answer = await ask(path, proofPath(nonce))
  if (answer === null)
    throw new AppError(
      'unauthorized',
      `Could not connect to ${path}: the process there did not prove that it knows the token, so it is another version of LocalFlow or another program. The token was not sent. Stop that process and start this version.`,
    )
  if (!isServerProof(answer, token, nonce))
    throw new AppError(
      'unauthorized',
      `Could not connect to ${path}: the LocalFlow there has another token, so yours was not sent. Leave out --token to use that of its data folder.`,
    )
}

/** The proof in the answer; null for any other answer. */
function ask(socketPath: string, path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(answerMs)
    const request = get({ socketPath, path, headers: { Host: socketHost }, signal, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
        if (text.length > mostBytes) request.destroy()
      })
      response.on('close', () => resolve(proofIn(text)))
    })
    request.on('error', () => reject(new UnreachableError(unreachable(socketPath))))
  })
}

function proofIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { proof?: unknown } | null)?.proof ?? null
  } catch {
    return null
  }
}
