import { execFileSync } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

/** How long a runner waits for its first engine, and a little more. */
const longestMs = 20_000

/** Processes that name the data folder: runners leave a moment after the last engine. */
export async function checkProcesses(data: string): Promise<string[]> {
  for (let waited = 0; waited < longestMs && processesOf(data).length > 0; waited += 250) await pause(250)
  return processesOf(data).map((line) => `still alive: ${line.slice(0, 300)}`)
}

const processesOf = (data: string): string[] =>
  execFileSync('ps', ['axeww', '-o', 'pid=,stat=,args='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\n')
    .filter((line) => line.includes(data) && !line.includes(' ps axeww') && Number(line.trim().split(/\s+/)[0]) !== process.pid)
    .filter((line) => !/^\s*\d+\s+Z/.test(line))
