import { setTimeout as pause } from 'node:timers/promises'
import type { LfServer } from './lf-server.ts'
import { nativeProcesses } from './native-processes.ts'

type Kills = {
  kills: number
  say: (line: string) => void
  /** The spawner and keepers are among those that are killed. */
  native?: boolean
  /** Every second kill waits for it, and then ends a runner. */
  moment?: () => Promise<void>
}
export type Killed = Record<'engine' | 'runner' | 'spawner' | 'keeper', number>

/** Kills the engine, a runner, the spawner, a keeper, or the engine and one of the others at random moments, and starts the engine again. */
export async function killAtRandom(
  server: LfServer,
  { kills, native = false, say, moment }: Kills,
  random: () => number,
): Promise<Killed> {
  const killed: Killed = { engine: 0, runner: 0, spawner: 0, keeper: 0 }

  async function killAnother(): Promise<void> {
    const pids = (await server.ask<{ runnerPids: number[] }>('GET', '/system')).body?.runnerPids ?? []
    const runner = pids[Math.floor(random() * pids.length)]
    if (runner === undefined) return
    const which = native ? random() : 0
    const { spawner, keepers } = nativeProcesses(runner)
    if (which < 0.5) kill('runner', runner)
    else if (which < 0.7) kill('spawner', spawner)
    else kill('keeper', keepers[Math.floor(random() * keepers.length)])
  }

  function kill(name: keyof Killed, pid: number | null | undefined): void {
    try {
      if (!pid) return
      process.kill(pid, 'SIGKILL')
      killed[name]++
    } catch {
      // It has left already.
    }
  }

  for (let count = 0; count < kills; count++) {
    await pause(20 + random() * 1_500)
    const isAtMoment = moment !== undefined && count % 2 === 1
    if (isAtMoment) await moment()
    const which = isAtMoment ? 0.7 + random() * 0.3 : random()
    if (which > 0.6) await killAnother()
    if (which > 0.6 && which < 0.85) continue
    await server.end('SIGKILL')
    killed.engine++
    if (random() < 0.3) await pause(random() * 800)
    if (!(await server.start())) throw new Error(`lf serve did not start again: ${server.stderr()}`)
    if (count % 20 === 19) say(`${count + 1} kills`)
  }
  return killed
}
