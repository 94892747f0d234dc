import { type Carrier, carriersOf, commandOf, readStat } from './process-table.ts'
import type { Survivor } from './protocol.ts'
import type { SecretFinder } from './secret-finder.ts'

/** How long those that are found are killed again and again, should they come again and again. */
const sweepMs = 2_000
const pauseMs = 25

type Process = { pid: number; birth: string | null }
type Sweep = {
  /** Nothing is killed before. */
  graceEnd?: number
  /** The secrets that commands may hold. */
  find?: SecretFinder | null
  /** Processes of the attempt that need not carry its mark. */
  known?: () => Process[]
}

/** Sends a signal to everything an attempt started that has left its group. */
export async function signalEscaped(attemptId: string, group: number, signal: string, known: Process[]): Promise<void> {
  for (const one of merged(await carriersOf(attemptId), known)) if (readStat(one.pid)?.group !== group) signalOne(one, signal)
}

/**
 * After its grace period, kills every process that still carries an attempt's mark or is known to belong to it: double
 * forks, new sessions, programs that restart themselves. Returns the processes that survive.
 */
export async function sweep(attemptId: string, { graceEnd = 0, find = null, known = () => [] }: Sweep = {}): Promise<Survivor[]> {
  const giveUp = Math.max(graceEnd, performance.now()) + sweepMs
  // What forks while it is looked for may be missed once.
  for (let timesNone = 0; ; ) {
    const found = merged(await carriersOf(attemptId, find), known())
    timesNone = found.length === 0 ? timesNone + 1 : 0
    if (timesNone === 2 || performance.now() > giveUp) return found.map((one) => survivorOf(one, find))
    if (performance.now() >= graceEnd) for (const one of found) signalOne(one, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

const merged = (carriers: Carrier[], known: Process[]): (Carrier | Process)[] => [
  ...new Map([...known, ...carriers].map((one) => [one.pid, one])).values(),
]

const survivorOf = (one: Carrier | Process, find: SecretFinder | null): Survivor => ({
  pid: one.pid,
  command: 'command' in one ? one.command : commandOf(one.pid, find),
})

/** Only the process that was seen, never a later one with its number. */
function signalOne({ pid, birth }: Process, signal: string): void {
  if (birth !== null && readStat(pid)?.birth !== birth) return
  try {
    process.kill(pid, signal as NodeJS.Signals)
  } catch {
    // The process has ended by itself.
  }
}
