import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root, round } from './engine.ts'

const times = 5
const idleSeconds = 30
const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

async function untilAnswered(url: string): Promise<void> {
  for (;;) {
    const ok = await fetch(url).then(
      () => true,
      () => false,
    )
    if (ok) return
  }
}

/** From the start of the program to its first answer; and to its first answer that the runner is there too. */
async function once(folder: string): Promise<{ ms: number; pid: number; url: string; stop: () => Promise<unknown> }> {
  const begin = performance.now()
  const server = spawn(process.execPath, [join(root, 'out/main/lf.js'), 'serve', '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise<string>((resolve) =>
    server.stdout.on('data', (text) => resolve(/listening on (\S+)/.exec(String(text))?.[1] ?? '')),
  )
  await untilAnswered(`${url}/health`)
  const ms = performance.now() - begin
  const gone = new Promise((resolve) => server.once('exit', resolve))
  return {
    ms,
    url,
    pid: server.pid as number,
    stop: () => {
      server.kill()
      return gone
    },
  }
}

/** The least that a Node server needs on this machine. */
function bareStart(): number {
  const begin = performance.now()
  execFileSync(process.execPath, [
    '-e',
    `require('node:http').createServer((q, r) => r.end()).listen(0, function () { fetch('http://127.0.0.1:' + this.address().port).then(() => process.exit(0)) })`,
  ])
  return performance.now() - begin
}

type Processes = { runnerPid: number | null; spawnerPid: number | null }

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

export async function start(): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  try {
    const first = await once(folder)
    await first.stop()
    const measured: number[] = []
    const bare: number[] = []
    for (let at = 0; at < times; at++) {
      const server = await once(folder)
      measured.push(server.ms)
      await server.stop()
      bare.push(bareStart())
    }
    const server = await once(folder)
    const token = readFileSync(join(folder, 'api-token'), 'utf8').trim()
    let others: Processes = { runnerPid: null, spawnerPid: null }
    while (others.runnerPid === null) {
      const answer = await fetch(`${server.url}/api/system`, { headers: { Authorization: `Bearer ${token}` } })
      others = (await answer.json()) as Processes
    }
    const pids = [server.pid, others.runnerPid, ...(others.spawnerPid === null ? [] : [others.spawnerPid])]
    await new Promise((resolve) => setTimeout(resolve, 3_000))
    const before = pids.map(cpuSeconds)
    await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1_000))
    const used = pids.reduce((sum, pid, at) => sum + cpuSeconds(pid) - (before[at] ?? 0), 0)
    const memory = pids.map(residentMb)
    await server.stop()
    return {
      veryFirstStartMs: round(first.ms, 0),
      startMs: round(median(measured), 0),
      bareNodeServerMs: round(median(bare), 0),
      ratio: round(median(measured) / median(bare)),
      engineMb: round(memory[0] ?? 0, 0),
      runnerMb: round(memory[1] ?? 0, 0),
      spawnerMb: round(memory[2] ?? 0),
      residentMb: round(
        memory.reduce((sum, one) => sum + one, 0),
        0,
      ),
      idleCpuPercent: round((used / idleSeconds) * 100, 3),
      aim: 'start <= 500 ms, resident <= 150 MB, idle CPU <= 0.1 %',
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}
