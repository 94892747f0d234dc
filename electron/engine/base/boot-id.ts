import { readFile } from 'node:fs/promises'
import { uptime } from 'node:os'

const roundMs = 10 * 60_000

/** Differs after each start of the computer. If the system has no such id, the rounded time of the start replaces it. */
export async function bootId(now: number): Promise<string> {
  const told = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return told.trim() || `started ${Math.round((now - uptime() * 1_000) / roundMs)}`
}
