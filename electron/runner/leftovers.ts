import type { Descendants } from './descendants.ts'
import { drain, type Pour } from './pour.ts'
import { countGroup, signalGroup } from './process-group.ts'
import { holdersOf } from './process-table.ts'
import type { Survivor } from './protocol.ts'
import type { SecretFinder } from './secret-finder.ts'
import { sweep } from './sweep.ts'

/** After SIGKILL, how long to wait for the kernel to end the group. */
const killMs = 2_000
const pollMs = 20
/** How long a process that has closed its output may take to end. */
const endingMs = 100

type Ended = { order: { attemptId: string }; find: SecretFinder | null; pid: number; pours: Pour[]; pipePaths: string[] }
type Rest = { survivors: Survivor[]; leftBehind: number; isHeld: boolean }

/**
 * Handles the processes that a child leaves behind: if the child was stopped, ends them, from `killAt` on by force. Then its
 * output ends.
 */
export async function endRest(ended: Ended, { living }: Descendants, killAt: number | null): Promise<Rest> {
  const { order, find, pid, pours, pipePaths } = ended
  let survivors: Survivor[] = []
  if (killAt !== null) {
    await endGroup(pid, killAt)
    survivors = await sweep(order.attemptId, { graceEnd: killAt, find, known: living })
  }
  let held = await drain(pours)
  if (killAt !== null && held.length > 0) {
    // A process that has the output open was started by the child, even if nothing else shows it.
    survivors = await sweep(order.attemptId, { find, known: () => [...living(), ...holdersOf(pipePaths)] })
    held = await drain(held)
  }
  const holders = held.length > 0 ? holdersOf(pipePaths).length : 0
  for (const one of held) one.letGo()
  return { survivors, leftBehind: Math.max(await countLeft(pid, living), holders, survivors.length), isHeld: held.length > 0 }
}

/** Waits until the group of a stopped child is gone; kills the group after its grace period. */
async function endGroup(pid: number, killAt: number): Promise<void> {
  while (countGroup(pid) > 0 && performance.now() < killAt) await wait(pollMs)
  const giveUp = performance.now() + killMs
  while (countGroup(pid) > 0 && performance.now() < giveUp) {
    signalGroup(pid, 'SIGKILL')
    await wait(pollMs)
  }
}

/** A process that is just ending does not count as left behind. */
async function countLeft(pid: number, living: Descendants['living']): Promise<number> {
  for (const giveUp = performance.now() + endingMs; ; await wait(pollMs)) {
    const count = countGroup(pid) + living().filter(({ group }) => group !== pid).length
    if (count === 0 || performance.now() >= giveUp) return count
  }
}

export const leftNote = (count: number): string =>
  `${count > 0 ? `${count} processes` : 'Processes'} that this run started are still running; what they write from here on is not kept`

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
