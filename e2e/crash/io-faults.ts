import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from './seeded.ts'

const errors = ['ENOSPC', 'EIO', 'EROFS', 'EMFILE'] as const

/** Which calls of which process fail, with which error, from which call to which. */
export type Fault = {
  n: number
  which: 'engine' | 'runner'
  calls: string
  /** Files of the data folder; empty: any file. */
  files: string[]
  error: (typeof errors)[number]
  from: number
  to: number
}

/** Stands for the runner's journal, whose name differs each time. */
const journal = 'JOURNAL'

type Target = Pick<Fault, 'which' | 'calls' | 'files'>

/** Writes to a database and opens of named files, which differ from those that Node itself needs. */
const targets: Target[] = [
  { which: 'engine', calls: 'pwrite64', files: ['localflow.db', 'localflow.db-wal', 'owner.lock', 'owner.lock-journal'] },
  {
    which: 'engine',
    calls: 'fsync,fdatasync',
    files: ['localflow.db', 'localflow.db-wal', 'owner.lock', 'api-token.new', 'runner/secret.new', '.'],
  },
  {
    which: 'engine',
    calls: 'openat,ftruncate,unlink',
    files: [
      'localflow.db',
      'localflow.db-wal',
      'localflow.db-shm',
      'owner.lock',
      'owner.json',
      'api-token',
      'runner/secret',
      'runner/runner.log',
    ],
  },
  {
    which: 'engine',
    calls: 'write',
    files: ['localflow.log', 'owner.json', 'api-token.new', 'runner/secret.new', 'runner/runner.log'],
  },
  { which: 'runner', calls: 'write,writev', files: [journal] },
  { which: 'runner', calls: 'write,writev', files: [] },
  { which: 'runner', calls: 'openat', files: [] },
]

/** About how many calls of each kind the small load makes. */
const spans = [400, 30, 10, 3, 60, 120, 60]

/** The nth fault of a seed: each kind in turn; one in four lasts for several calls. */
export function faultOf(n: number, seed: number): Fault {
  const random = seeded((seed ^ Math.imul(n, 0x9e37_79b1)) >>> 0)
  random()
  const at = (n - 1) % targets.length
  const target: Target = targets[at] ?? { which: 'engine', calls: 'fsync', files: [] }
  const from = 1 + Math.floor(random() * (spans[at] ?? 1))
  const lasts = random() < 0.25 && canLast(target)
  const to = from + (lasts ? 1 + Math.floor(random() * 20) : 0)
  const error = errors[Math.floor(random() * errors.length)] ?? 'EIO'
  return { n, ...target, error, from, to }
}

/** When any write may fail, several in a row would always hit one to a pipe of Node's own. */
const canLast = ({ calls, files }: Target): boolean => files.length > 0 || !calls.startsWith('write')

export const describeFault = ({ n, which, calls, error, from, to }: Fault): string =>
  `n=${n} ${which} ${calls} ${error} ${from}${to > from ? `..${to}` : ''}`

const optionsOf = ({ calls, error, from, to, files }: Fault, data: string, record: string): string[] => [
  '-qq',
  '-y',
  ...['-o', record],
  ...['-e', `trace=${calls}`],
  ...['-e', `inject=${calls}:error=${error}:when=${from}..${to}`],
  ...files.flatMap((file) => pathsOf(file, data)).flatMap((path) => ['-P', path]),
]

function pathsOf(file: string, data: string): string[] {
  if (file !== journal) return [file === '.' ? data : join(data, file)]
  const names = readdirSync(join(data, 'runner')).filter((name) => name.startsWith('journal-'))
  return names.map((name) => join(data, 'runner', name))
}

/** Goes before the command whose calls are to fail. The command stays our own child, and the tracer runs alongside. */
export const tracing = (fault: Fault, data: string, record: string): string[] => [
  ...['strace', '-D', '-f', '--seccomp-bpf'],
  ...optionsOf(fault, data, record),
]

/**
 * Fails calls of the main thread of a running process; its other threads write to it through pipes that never fail on a real
 * computer. Resolves when the tracer is attached.
 */
export async function traceMainThread(pid: number, fault: Fault, data: string, record: string): Promise<ChildProcess> {
  const tracer = spawn('strace', [...optionsOf(fault, data, record), '-p', String(pid)], { stdio: 'ignore' })
  while (tracer.exitCode === null && tracerOf(pid) === 0) await new Promise((resolve) => setTimeout(resolve, 10))
  return tracer
}

export function tracerOf(pid: number): number {
  return Number(/^TracerPid:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? 0)
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}

/**
 * How many calls failed; null if one of them was a write outside the data folder. That is a pipe of Node's own, which cannot
 * fail so on a real computer: the rest says nothing about LocalFlow.
 */
export function hits(record: string, data: string): number | null {
  const injected = linesOf(record).filter((line) => line.includes('(INJECTED)'))
  return injected.some((line) => /\bwritev?\(/.test(line) && !line.includes(`<${data}`)) ? null : injected.length
}

function linesOf(record: string): string[] {
  try {
    return readFileSync(record, 'utf8').split('\n')
  } catch {
    return []
  }
}
