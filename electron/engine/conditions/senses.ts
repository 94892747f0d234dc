import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../base/clock.ts'

/** Facts that only the host may know about the computer; null if it does not. */
export type Senses = {
  onBattery(): Promise<boolean | null>
  /** For how long the computer has been idle. */
  idleMs(): Promise<number | null>
}

type Places = { power: string; terminals: string[] }
const linux: Places = { power: '/sys/class/power_supply', terminals: ['/dev/pts', '/dev'] }

/** Without a desktop: the power supplies and the terminals of Linux. Unknown on other systems. */
export function createSystemSenses(clock: Clock, platform = process.platform, places = linux): Senses {
  if (platform !== 'linux') return { onBattery: async () => null, idleMs: async () => null }
  return {
    async onBattery() {
      const names = await namesIn(places.power)
      const supplies = await Promise.all(names.map((name) => supplyOf(join(places.power, name))))
      if (supplies.some(({ type, online }) => type !== 'Battery' && online === '1')) return false
      // A mouse has a battery, too.
      return supplies.some(({ type, scope, status }) => type === 'Battery' && scope !== 'Device' && status === 'Discharging')
    },
    async idleMs() {
      const paths = (await Promise.all(places.terminals.map(terminalsIn))).flat()
      const used = await Promise.all(paths.map(usedAt))
      return used.length === 0 ? Number.POSITIVE_INFINITY : Math.max(0, clock.now() - Math.max(...used))
    },
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => [])

async function supplyOf(folder: string): Promise<Record<'type' | 'online' | 'status' | 'scope', string>> {
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '')
  const [type, online, status, scope] = await Promise.all([read('type'), read('online'), read('status'), read('scope')])
  return { type: type.trim(), online: online.trim(), status: status.trim(), scope: scope.trim() }
}

async function terminalsIn(folder: string): Promise<string[]> {
  const names = await namesIn(folder)
  return names.filter((name) => /^(?:tty)?\d+$/.test(name)).map((name) => join(folder, name))
}

async function usedAt(path: string): Promise<number> {
  const stats = await stat(path).catch(() => null)
  return stats?.atimeMs ?? 0
}
