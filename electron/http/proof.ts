import { createHmac, timingSafeEqual } from 'node:crypto'

/** The name by which clients of the socket file call this server. */
export const socketHost = 'localflow'

/** The server's answer to a nonce, which proves that it knows the token without revealing it. */
export const serverProof = (token: string, nonce: string): string =>
  createHmac('sha256', token).update(`server of the socket:${nonce}`).digest('hex')

export function isServerProof(given: unknown, token: string, nonce: string): boolean {
  const expected = serverProof(token, nonce)
  return (
    typeof given === 'string' && given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected))
  )
}

export const proofPath = (nonce: string): string => `/proof/${nonce}`

/** The nonce of a request for proof; null for any other path. */
export const nonceIn = (path: string): string | null => /^\/proof\/([0-9a-f]{32})$/.exec(path)?.[1] ?? null
