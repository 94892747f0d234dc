import { readFile } from 'node:fs/promises'
import { uptime } from 'node:os'

const roundMs = 10 * 60_000

/** Another each time the computer is started. Where the system has none, the time of its start has to do, roundly told. */
export async function bootId(now: number): Promise<string> {
  const told = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')
  return told.trim() || `started ${Math.round((now - uptime() * 1_000) / roundMs)}`
}
