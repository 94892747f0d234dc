import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onPath } from '../scripts/path.ts'
import { round } from './engine.ts'

export type Figure = number | string

type Folder = string
type Program = {
  /** What it is called on the PATH, and the variable that may name it instead. */
  names: string[]
  variable?: string
  /** Starts what it needs; gives what ends that. */
  start?(program: string, parallel: number, folder: Folder): () => void
  /** Does the work `count` times, `parallel` at a time; returns when all of it has ended. */
  run(program: string, count: number, parallel: number, folder: Folder): void
  /** How often, where the program needs far longer than the others. */
  count?: number
}

const hi = ['/bin/sh', '-c', 'echo hi']
const lines = (count: number): string => 'x\n'.repeat(count)
const quiet: { stdio: ('pipe' | 'ignore')[] } = { stdio: ['pipe', 'ignore', 'ignore'] }

const pueueConfig = (folder: Folder): string => join(folder, 'pueue.yml')

const askSpooler =
  (program: string, folder: Folder) =>
  (...args: string[]): void =>
    void execFileSync(program, args, { ...quiet, env: { ...process.env, TS_SOCKET: join(folder, 'tsp'), TMPDIR: folder } })

/** Programs that people run short commands with today, each as its manual says. */
const programs: Record<string, Program> = {
  xargs: {
    names: ['xargs'],
    run: (program, count, parallel) =>
      void execFileSync(program, ['-P', String(parallel), '-n', '1', ...hi], { ...quiet, input: lines(count) }),
  },
  parallel: {
    names: ['parallel'],
    run: (program, count, parallel) =>
      void execFileSync(program, ['--will-cite', '-j', String(parallel), '-N1', 'echo hi #'], { ...quiet, input: lines(count) }),
    count: 1_000,
  },
  taskSpooler: {
    names: ['tsp', 'ts'],
    start(program, parallel, folder) {
      const ask = askSpooler(program, folder)
      ask('-S', String(parallel))
      return () => ask('-K')
    },
    run(program, count, _parallel, folder) {
      const ask = askSpooler(program, folder)
      for (let at = 0; at < count; at++) ask(...hi)
      ask('-w')
    },
    count: 500,
  },
  pueue: {
    names: ['pueue'],
    start(program, parallel, folder) {
      const config = pueueConfig(folder)
      writeFileSync(config, `shared:\n  pueue_directory: ${folder}\n  use_unix_socket: true\n  runtime_directory: ${folder}\n`)
      execFileSync(`${program}d`, ['-c', config, '-d'], quiet)
      const ask = (...args: string[]) => execFileSync(program, ['-c', config, ...args], quiet)
      ask('parallel', String(parallel))
      return () => ask('shutdown')
    },
    run(program, count, _parallel, folder) {
      const ask = (...args: string[]) => execFileSync(program, ['-c', pueueConfig(folder), ...args], quiet)
      for (let at = 0; at < count; at++) ask('add', 'echo hi')
      ask('wait')
    },
    count: 500,
  },
}

/** Runs a second of the same short shell command; a text that says why, for a program that is not here. */
export function othersPerSecond(parallel: number): Record<string, Figure> {
  return Object.fromEntries(Object.entries(programs).map(([name, program]) => [name, rateOf(program, parallel)]))
}

/** Flows of ten steps a second that Dagu and Temporal finish, or start. */
export function flowsOfOthers(): Record<string, Figure> {
  return { dagu: rateOf(dagu, 1), temporal: rateOf(temporal, 1) }
}

const dagu: Program = {
  names: ['dagu'],
  variable: 'DAGU_BIN',
  run(program, count, _parallel, folder) {
    const file = join(folder, 'chain.yaml')
    writeFileSync(file, `steps:\n${'  - "true"\n'.repeat(10)}`)
    for (let at = 0; at < count; at++)
      execFileSync(program, ['start', file], { ...quiet, env: { ...process.env, DAGU_HOME: folder } })
  },
  count: 20,
}

const startWorkflow = [...['workflow', 'start', '--task-queue', 'none', '--type', 'chain'], ...['--address', '127.0.0.1:17233']]

/** Its development server with a file for a database: how many workflows a second it accepts. Finishing them needs a worker. */
const temporal: Program = {
  names: ['temporal'],
  variable: 'TEMPORAL_BIN',
  start(program, _parallel, folder) {
    const server = `"$0" server start-dev --headless --port 17233 --db-filename "$1" >/dev/null 2>&1 & echo $!`
    const pid = Number(execFileSync('/bin/sh', ['-c', server, program, join(folder, 'temporal.db')], { encoding: 'utf8' }))
    for (let tries = 0; spawnSync(program, startWorkflow, quiet).status !== 0 && tries < 100; tries++) spawnSync('sleep', ['0.1'])
    return () => process.kill(pid, 'SIGKILL')
  },
  run(program, count) {
    for (let at = 0; at < count; at++) execFileSync(program, startWorkflow, quiet)
  },
  count: 50,
}

function rateOf({ names, variable, start, run, count = 3_000 }: Program, parallel: number): Figure {
  const program = (variable && process.env[variable]) || onPath(names)
  if (!program) return `skipped: no ${names[0]} on the PATH${variable ? ` or in ${variable}` : ''}`
  const folder = mkdtempSync(join(tmpdir(), 'localflow-bench-'))
  let stop = (): void => {}
  try {
    stop = start?.(program, parallel, folder) ?? stop
    const begin = performance.now()
    run(program, count, parallel, folder)
    return round(count / ((performance.now() - begin) / 1_000), 0)
  } catch (error) {
    return `skipped: ${program} failed: ${(error as Error).message.split('\n')[0]}`
  } finally {
    stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}
