import { powerMonitor } from 'electron'
import type { Senses } from '../../engine/conditions/senses.ts'
import type { Host } from '../start-host.ts'

/** What the system reports to the desktop app about power and idle time. */
export const desktopSenses: Senses = {
  onBattery: async () => powerMonitor.isOnBatteryPower(),
  idleMs: async () => powerMonitor.getSystemIdleTime() * 1_000,
}

/**
 * Notifies the engine of sleep and power changes at once, so that occurrences due during sleep and runs deferred for power
 * do not wait for the next check.
 */
export function hearPower({ engine }: Host): { close(): void } {
  const changed = (): void => void engine.changedState()
  const heard = [
    ['resume', engine.woke],
    ['unlock-screen', engine.unlocked],
    ['on-ac', changed],
    ['on-battery', changed],
  ] as const
  for (const [name, hear] of heard) powerMonitor.on(name as 'resume', hear)
  return {
    close() {
      for (const [name, hear] of heard) powerMonitor.off(name as 'resume', hear)
    },
  }
}
