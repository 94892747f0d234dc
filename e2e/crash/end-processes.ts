import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Other processes whose command line names the folder. */
const processesOf = (folder: string): string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid && commandLine(pid).includes(folder))

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Ends them: a runner that no engine has contacted yet would wait for one. */
export async function endProcesses(folder: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of processesOf(folder)) kill(Number(pid), signal)
    if ((await untilProcessesEnd(folder, 3_000)).length === 0) return
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // The process has ended.
  }
}

/** A runner leaves a moment after its last engine; until then it recreates its files. */
export async function untilProcessesEnd(folder: string, withinMs = 15_000): Promise<string[]> {
  const begin = performance.now()
  while (processesOf(folder).length > 0 && performance.now() - begin < withinMs) await pause(50)
  return processesOf(folder)
}
