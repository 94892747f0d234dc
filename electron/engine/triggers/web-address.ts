import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import { readSecretFile } from '../base/secret-file.ts'

const wayOut = 'Delete it and start LocalFlow again to create a new one. The URLs of all webhooks change.'

/** The last part of a trigger's address: its id and an unguessable token, made from a key that is not in the database. */
export function createAddresses(dataFolder: string) {
  let key: string | null = null
  const secretOf = (id: string, no: number): string => {
    key ??= readSecretFile(join(dataFolder, 'hook-key'), 'base64url', wayOut)
    return createHmac('sha256', key).update(`${id} ${no}`).digest('base64url')
  }

  return {
    of: (id: string, no: number): string => `${id}.${secretOf(id, no)}`,
    /** The id that an address names; it may be unknown. */
    idOf: (address: string): string => address.split('.')[0] ?? '',
    isRight: (address: string, id: string, no: number): boolean =>
      timingSafeEqual(digest(address), digest(`${id}.${secretOf(id, no)}`)),
  }
}

/** Digests have equal lengths, as the comparison requires. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
