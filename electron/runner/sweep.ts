import { type Carrier, carriersOf, readStat } from './process-table.ts'
import type { Survivor } from './protocol.ts'
import type { SecretFinder } from './secret-finder.ts'

/** How long those that carry the mark are killed again and again, should they come again and again. */
const sweepMs = 2_000
const pauseMs = 25

/** Sends a signal to everything an attempt started that has left its group. */
export async function signalEscaped(attemptId: string, group: number, signal: string): Promise<void> {
  for (const carrier of await carriersOf(attemptId)) if (readStat(carrier.pid)?.group !== group) signalOne(carrier, signal)
}

/**
 * Kills whatever still carries an attempt's mark when its grace is over: double forks, new sessions, what starts itself
 * anew. Gives those that live on all the same. `graceEnd` is by `performance.now()`.
 */
export async function sweep(attemptId: string, graceEnd = 0, find: SecretFinder | null = null): Promise<Survivor[]> {
  const giveUp = Math.max(graceEnd, performance.now()) + sweepMs
  // What forks while it is looked for may be missed once.
  for (let timesNone = 0; ; ) {
    const found = await carriersOf(attemptId, find)
    timesNone = found.length === 0 ? timesNone + 1 : 0
    if (timesNone === 2 || performance.now() > giveUp) return found.map(({ pid, command }) => ({ pid, command }))
    if (performance.now() >= graceEnd) for (const carrier of found) signalOne(carrier, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

/** Only the process that was seen, never a later one with its number. */
function signalOne({ pid, birth }: Carrier, signal: string): void {
  if (birth !== null && readStat(pid)?.birth !== birth) return
  try {
    process.kill(pid, signal as NodeJS.Signals)
  } catch {
    // It has gone by itself.
  }
}
