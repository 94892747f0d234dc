import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Processes that were started with the folder's name, but for this one. */
const namers = (folder: string): string[] =>
  readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid && commandLine(pid).includes(folder))

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** Ends them: a runner that no engine has spoken to yet would wait for one. */
export async function sendAway(folder: string): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of namers(folder)) kill(Number(pid), signal)
    if ((await untilNobodyLeft(folder, 3_000)).length === 0) return
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has gone.
  }
}

/** A runner leaves a moment after its last engine; until then it makes anew what is taken away of its folder. */
export async function untilNobodyLeft(folder: string, withinMs = 15_000): Promise<string[]> {
  const begin = performance.now()
  while (namers(folder).length > 0 && performance.now() - begin < withinMs) await pause(50)
  return namers(folder)
}
