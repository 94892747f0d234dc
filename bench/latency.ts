import { execFileSync, spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { round, shell, withEngine } from './engine.ts'

const times = 200

/** A child whose first act is to connect: when that arrives, its first instruction is done. */
async function withDoorbell<T>(use: (path: string, rang: () => Promise<number>) => Promise<T>): Promise<T> {
  const path = join(tmpdir(), `localflow-bell-${process.pid}-${Math.random().toString(36).slice(2)}`)
  execFileSync('mkfifo', [path])
  let ring: (at: number) => void = () => {}
  // A reader that never closes: each byte is one child that has started.
  const reader = spawn('cat', ['--', path], { stdio: ['ignore', 'pipe', 'ignore'] })
  const holder = spawn('sh', ['-c', `exec sleep 600 > "${path}"`], { stdio: 'ignore' })
  reader.stdout.on('data', () => ring(performance.now()))
  try {
    return await use(path, () => new Promise((resolve) => (ring = resolve)))
  } finally {
    holder.kill('SIGKILL')
    reader.kill('SIGKILL')
    execFileSync('rm', ['-f', path])
  }
}

const bell = (path: string): string => `echo > ${path}`

/** From the request for a run to its child's first instruction, on an idle engine; compared with a bare spawn. */
export async function latency(): Promise<Record<string, unknown>> {
  return withDoorbell((path, rang) =>
    withEngine(2, async (engine) => {
      const ours: number[] = []
      const bare: number[] = []
      for (let count = 0; count < times; count++) {
        const one = rang()
        const begin = performance.now()
        await engine.manual.exec(shell(bell(path)), 'bench', 'api')
        ours.push((await one) - begin)
        await new Promise((resolve) => setTimeout(resolve, 15))
        const other = rang()
        const bareBegin = performance.now()
        spawn('/bin/sh', ['-c', bell(path)], { stdio: 'ignore' })
        bare.push((await other) - bareBegin)
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
      return {
        p50Ms: at(ours, 0.5),
        p99Ms: at(ours, 0.99),
        bareSpawnP50Ms: at(bare, 0.5),
        bareSpawnP99Ms: at(bare, 0.99),
        overheadP50Ms: round(at(ours, 0.5) - at(bare, 0.5)),
        aim: 'p50 <= 5 ms, p99 <= 20 ms',
      }
    }),
  )
}

function at(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}
