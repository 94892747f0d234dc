import { appendFile, mkdir } from 'node:fs'
import { dirname } from 'node:path'
import { commandOf, listProcesses, memoryOf, type ProcessRow } from './process-table.ts'
import type { Limits, ProcessFacts, Sample, Usage } from './protocol.ts'
import { samplesPath } from './samples.ts'
import type { SecretFinder } from './secret-finder.ts'

export type Watched = {
  attemptId: string
  pid: number
  logPath: string
  sampleMs: number
  limits: Limits
  /** The secrets that its command lines may hold. */
  find: SecretFinder | null
  /** A limit was passed; once for each. */
  passed(words: string, action: 'warn' | 'stop'): void
}

export type Sampler = {
  watch(child: Watched): void
  /** The measurements, if there were any. */
  forget(attemptId: string): Omit<Usage, 'warnings' | 'survivors'> | null
}

/** Attempts with a limit of memory or time are sampled more often, so that they cannot exceed it by much. */
const limitedMs = 250
const mostListed = 25
/** Those that are due soon after another are looked at with it. */
const togetherMs = 50
/** After this many stored samples, only every second one is stored, and so on. */
const keptBeforeThinning = 1_800

type State = Watched & {
  /** Every process that was ever seen of it: one that left its parents is still its own. */
  seen: Map<number, { birth: string; cpuMs: number; command: string }>
  taken: number
  kept: number
  /** By `performance.now()`, because the wall clock may be set. */
  lastKept: number
  lastAt: number
  cpuMs: number
  peakMemory: number
  sumMemory: number
  peakCpu: number
  startedAt: number
  /** How often it is looked at, and when next. */
  everyMs: number
  nextAt: number
  warned: Set<keyof Limits>
}

/** Looks at the processes of every attempt from time to time: one reading of the process table serves all. */
export function createSampler(tell: (attemptId: string, sample: Sample) => void): Sampler {
  const watched = new Map<string, State>()
  let timer: NodeJS.Timeout | null = null
  let dueAt = 0

  /** Wakes for the first that is due; one that comes later may be due earlier. */
  function schedule(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (watched.size === 0) return
    const next = Math.min(...[...watched.values()].map(({ nextAt }) => nextAt))
    dueAt = next
    timer = setTimeout(lookAtDue, Math.max(0, next - performance.now()))
  }

  function lookAtDue(): void {
    const all = listProcesses()
    const children = byParent(all)
    const now = performance.now()
    for (const state of watched.values()) {
      if (state.nextAt > now + togetherMs) continue
      state.nextAt = now + state.everyMs
      if (all.length > 0) look(state, membersOf(state, all, children), now, tell)
    }
    schedule()
  }

  return {
    watch(child) {
      const at = performance.now()
      const { sampleMs, limits } = child
      const everyMs = limits.memory || limits.cpu ? Math.min(limitedMs, sampleMs) : sampleMs
      const zero = { taken: 0, kept: 0, lastKept: Number.NEGATIVE_INFINITY, cpuMs: 0, peakMemory: 0, sumMemory: 0, peakCpu: 0 }
      const times = { lastAt: at, startedAt: at, everyMs, nextAt: at + everyMs }
      watched.set(child.attemptId, { ...child, ...zero, ...times, seen: new Map(), warned: new Set() })
      // Mostly the same time as the pending one: a timer for each would cost more than the child.
      if (!timer || at + everyMs < dueAt) schedule()
    },
    forget(attemptId) {
      const state = watched.get(attemptId)
      watched.delete(attemptId)
      if (watched.size === 0 && timer) {
        clearTimeout(timer)
        timer = null
      }
      return state && state.taken > 0 ? summaryOf(state) : null
    },
  }
}

function byParent(all: ProcessRow[]): Map<number, ProcessRow[]> {
  const children = new Map<number, ProcessRow[]>()
  for (const row of all) {
    const siblings = children.get(row.parent)
    if (siblings) siblings.push(row)
    else children.set(row.parent, [row])
  }
  return children
}

/** The child's descendants, its group, and what was seen of it before. */
function membersOf({ pid, seen }: State, all: ProcessRow[], children: Map<number, ProcessRow[]>): ProcessRow[] {
  const members = new Map<number, ProcessRow>()
  const open = all.filter((row) => row.pid === pid || row.group === pid || seen.get(row.pid)?.birth === row.birth)
  for (let row = open.pop(); row; row = open.pop()) {
    if (members.has(row.pid) || row.isZombie) continue
    members.set(row.pid, row)
    open.push(...(children.get(row.pid) ?? []))
  }
  return [...members.values()]
}

function look(state: State, members: ProcessRow[], now: number, tell: (attemptId: string, sample: Sample) => void): void {
  if (members.length === 0) return
  const elapsed = Math.max(1, now - state.lastAt)
  const processes = factsOf(state, members, elapsed)
  const total = members.reduce((sum, row) => sum + row.cpuMs + row.waitedMs, 0)
  const cpu = round(Math.max(0, total - state.cpuMs) / elapsed)
  const memory = processes.reduce((sum, { memory: bytes }) => sum + bytes, 0)
  state.lastAt = now
  state.taken++
  state.cpuMs = Math.max(state.cpuMs, total)
  state.peakMemory = Math.max(state.peakMemory, memory)
  state.sumMemory += memory
  state.peakCpu = Math.max(state.peakCpu, cpu)
  const listed = processes.sort((a, b) => b.memory - a.memory).slice(0, mostListed)
  const sample = { at: Date.now(), processes: listed, count: processes.length, cpu, memory }
  keep(state, sample, now, tell)
  check(state, 'memory', memory, `used ${megabytes(memory)} of memory`, megabytes)
  check(state, 'cpu', state.cpuMs, `used ${seconds(state.cpuMs)} of CPU time`, seconds)
}

/** The usage of each process since the last sample; these processes are the known ones from now on. */
function factsOf(state: State, members: ProcessRow[], elapsed: number): ProcessFacts[] {
  const before = state.seen
  state.seen = new Map()
  return members.map((row): ProcessFacts => {
    const known = before.get(row.pid)
    const isKnown = known?.birth === row.birth
    const command = isKnown ? known.command : commandOf(row.pid, state.find)
    state.seen.set(row.pid, { birth: row.birth, cpuMs: row.cpuMs, command })
    const used = isKnown ? row.cpuMs - known.cpuMs : row.cpuMs
    return { pid: row.pid, parent: row.parent, command, cpu: round(used / elapsed), memory: memoryOf(row.pid) }
  })
}

function keep(state: State, sample: Sample, now: number, tell: (attemptId: string, sample: Sample) => void): void {
  const every = state.sampleMs * 2 ** Math.floor(state.kept / keptBeforeThinning)
  tell(state.attemptId, sample)
  if (now - state.lastKept < every * 0.9) return
  state.kept++
  state.lastKept = now
  // Only a measurement: one that cannot be kept is let go.
  const path = samplesPath(state.logPath)
  const line = `${JSON.stringify(sample)}\n`
  // A child that has written nothing has no folder for its log yet.
  mkdir(dirname(path), { recursive: true, mode: 0o700 }, () => appendFile(path, line, { mode: 0o600 }, () => {}))
}

function check(state: State, name: keyof Limits, value: number, words: string, shown: (value: number) => string): void {
  const limit = state.limits[name]
  if (!limit || value <= limit.max || state.warned.has(name)) return
  state.warned.add(name)
  state.passed(`${words}, more than the limit of ${shown(limit.max)}`, limit.action)
}

const summaryOf = ({
  taken,
  cpuMs,
  peakMemory,
  sumMemory,
  peakCpu,
  lastAt,
  startedAt,
}: State): Omit<Usage, 'warnings' | 'survivors'> => ({
  peakMemory,
  averageMemory: Math.round(sumMemory / taken),
  cpuMs,
  peakCpu,
  averageCpu: round(cpuMs / Math.max(1, lastAt - startedAt)),
})

const round = (value: number): number => Math.round(value * 1_000) / 1_000
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`
