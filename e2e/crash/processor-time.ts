import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The processor time that these processes have used so far, as the kernel counts it. */
export function processorMs(pids: number[]): number {
  const perSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))
  const ticks = pids.map((pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name, in brackets, may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return Number(fields[11]) + Number(fields[12])
  })
  return (ticks.reduce((sum, one) => sum + one, 0) / perSecond) * 1_000
}
