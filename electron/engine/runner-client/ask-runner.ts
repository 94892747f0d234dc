import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { type FromRunner, isProof, proofOf, protocolVersion, receive, send } from '../../runner/protocol.ts'

const answerMs = 2_000

/**
 * Whether an engine is connected to the runner that listens there. A runner that does not answer, or does not prove itself,
 * has none.
 */
export function hasEngine(path: string, secret: string): Promise<boolean> {
  const nonce = randomBytes(16).toString('hex')
  return new Promise((resolve) => {
    const socket = connect({ path, signal: AbortSignal.timeout(answerMs) })
    const answer = (is: boolean): void => {
      socket.destroy()
      resolve(is)
    }
    socket.on('error', () => answer(false))
    socket.on('close', () => answer(false))
    receive(socket, (raw) => {
      const message = raw as FromRunner
      if (message.type === 'hello')
        return send(socket, { type: 'ask', version: protocolVersion, nonce, proof: proofOf(secret, 'asker', message.nonce) })
      answer(message.type === 'engine' && message.connected && isProof(message.proof, proofOf(secret, 'runner', nonce)))
    })
  })
}
