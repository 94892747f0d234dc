import { powerMonitor } from 'electron'
import type { Host } from '../start-host.ts'

/** Lets the engine know at once that the computer woke: what was due meanwhile is not to wait for the next look at the clock. */
export function hearPower({ engine }: Host): { close(): void } {
  powerMonitor.on('resume', engine.woke)
  powerMonitor.on('unlock-screen', engine.unlocked)
  return {
    close() {
      powerMonitor.off('resume', engine.woke)
      powerMonitor.off('unlock-screen', engine.unlocked)
    },
  }
}
