import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

const bytes = 16
/** Asking the system for random bytes is the slow part, so many are fetched at once. */
const pool = new Uint8Array(bytes * 256)
let used = pool.length

/** A public id: a UUID that sorts by time. */
export function newId(now: number): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  const random = pool.subarray(used, used + bytes)
  used += bytes
  return v7({ msecs: now, random })
}
