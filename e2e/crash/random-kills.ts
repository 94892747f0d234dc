import { setTimeout as pause } from 'node:timers/promises'
import type { LfServer } from './lf-server.ts'

type Kills = {
  kills: number
  say: (line: string) => void
  /** Every second kill waits for it, and then ends a runner. */
  moment?: () => Promise<void>
}

/** Kills the engine, a runner or both at random moments, and starts the engine again. */
export async function killAtRandom(
  server: LfServer,
  { kills, say, moment }: Kills,
  random: () => number,
): Promise<{ engine: number; runner: number }> {
  const killed = { engine: 0, runner: 0 }

  async function killRunner(): Promise<void> {
    const pids = (await server.ask<{ runnerPids: number[] }>('GET', '/system')).body?.runnerPids ?? []
    const pid = pids[Math.floor(random() * pids.length)]
    if (pid === undefined) return
    try {
      process.kill(pid, 'SIGKILL')
      killed.runner++
    } catch {
      // The runner has left already.
    }
  }

  for (let count = 0; count < kills; count++) {
    await pause(20 + random() * 1_500)
    const isAtMoment = moment !== undefined && count % 2 === 1
    if (isAtMoment) await moment()
    const which = isAtMoment ? 0.7 + random() * 0.3 : random()
    if (which > 0.6) await killRunner()
    if (which > 0.6 && which < 0.85) continue
    await server.end('SIGKILL')
    killed.engine++
    if (random() < 0.3) await pause(random() * 800)
    if (!(await server.start())) throw new Error(`lf serve did not start again: ${server.stderr()}`)
    if (count % 20 === 19) say(`${count + 1} kills`)
  }
  return killed
}
