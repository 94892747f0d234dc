import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { readContents } from './checks/database.ts'
import { findingsIn } from './checks/findings.ts'
import { endProcesses } from './end-processes.ts'
import { describeFault, type Fault, faultOf, hits, traceMainThread, tracerOf, tracing } from './io-faults.ts'
import { createLfServer, type LfServer } from './lf-server.ts'
import { openRecord, type ScriptRecord } from './script-record.ts'
import { enqueue, expectedOf, type Request, recorded, refusalsIn } from './steady-load.ts'
import { accessProblem, untilIdle } from './until-idle.ts'

/** `unnamed`: errors whose message does not name the cause. */
type Findings = { findings: string[]; unnamed: string[] }

/** `hits` is null when the fault hit a pipe of Node's own: then the findings say nothing about LocalFlow. */
export type IoResult = Findings & { fault: string; hits: number | null; ended: boolean; folder: string }

const tasks = 20
const names = /disk|storage|space|EIO|ENOSPC|EROFS|EMFILE|I\/O|read-only|IOERR|CANTOPEN|too many open files/i

/** Runs LocalFlow with one fault under a small load, then without one on the same folder, and checks the folder. */
export async function runFault(fault: Fault): Promise<IoResult> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-io-'))
  const [data, trace] = [join(folder, 'data'), join(folder, 'trace')]
  const record = openRecord(join(folder, 'script-record'))
  const server = await createLfServer({ data })
  const requests: Request[] = []
  try {
    const faulty = await underFault(fault, server, trace, record, requests)
    const empty = emptySecrets(data)
    const after = await withoutFault(server, record, requests)
    const folderFindings = after.length === 0 ? checkFolder(data, requests, record) : { findings: [], unnamed: [] }
    const hit = hits(trace, data)
    const findings = hit === null ? [] : [...faulty.findings, ...empty, ...after, ...folderFindings.findings]
    const unnamed = hit === null ? [] : [...faulty.unnamed, ...folderFindings.unnamed, ...unnamedIn(requests)]
    await endProcesses(data)
    if (findings.length === 0) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
    return { fault: describeFault(fault), hits: hit, ended: faulty.ended, findings, unnamed: [...new Set(unnamed)], folder }
  } finally {
    await server.end('SIGKILL')
    await endProcesses(data)
  }
}

function checkFolder(data: string, requests: Request[], record: ScriptRecord): Findings {
  const failed = [...readContents(data).tasks.values()].filter(
    ({ status, error }) => status !== 'succeeded' && !names.test(error ?? ''),
  )
  return {
    findings: findingsIn(data, expectedOf(requests, record)),
    unnamed: failed.map(({ status, reason, error }) => `task ${status}, ${reason}: ${error}`),
  }
}

/** An engine that was ending may not have answered, and refused access is a finding already. */
const unnamedIn = (requests: Request[]): string[] =>
  refusalsIn(requests).filter((problem) => !/^(0|401) /.test(problem) && !names.test(problem))

/** Secrets that were left empty: the next engine would use nothing as a secret. */
const emptySecrets = (data: string): string[] =>
  ['api-token', 'run-key', 'runner/secret'].flatMap((name) => {
    const path = join(data, name)
    return existsSync(path) && readFileSync(path, 'utf8').trim() === '' ? [`empty: ${name}`] : []
  })

type Faulty = Findings & { ended: boolean }

async function underFault(
  fault: Fault,
  server: LfServer,
  trace: string,
  record: ScriptRecord,
  requests: Request[],
): Promise<Faulty> {
  const up = await server.start(fault.which === 'engine' ? tracing(fault, server.data, trace) : [])
  const tracers = [tracerOf(server.pid())]
  if (up && fault.which === 'runner')
    tracers.push((await traceMainThread(await runnerOf(server), fault, server.data, trace)).pid ?? 0)
  if (up) await enqueueAll(server, record, requests)
  const ended = !server.isAlive()
  const exit = ended ? await checkExit(server) : { findings: [], unnamed: [] }
  for (const pid of tracers) if (pid > 0) letGo(pid)
  await server.end('SIGTERM')
  return { ended, ...exit }
}

/** A tracer ends by itself when every process it traced has. */
function letGo(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM')
  } catch {
    // The tracer has ended.
  }
}

/** The engine may end because of a fault, but it must not crash, and it must say why. */
async function checkExit(server: LfServer): Promise<Findings> {
  const code = await server.exited()
  const message = server.stderr().trim().slice(0, 300)
  return {
    findings: code === null ? [`crashed or hung: ${message}`] : [],
    unnamed: names.test(message) ? [] : [`ended with ${code}: ${message}`],
  }
}

async function runnerOf(server: LfServer): Promise<number> {
  for (const begin = performance.now(); performance.now() - begin < 15_000; await pause(20)) {
    const pid = (await server.ask<{ runnerPid: number | null }>('GET', '/system')).body?.runnerPid
    if (pid) return pid
  }
  throw new Error(`no runner connected: ${server.stderr()}`)
}

/** Requests each task a few times under its key, until LocalFlow acknowledges it. */
async function enqueueAll(server: LfServer, record: ScriptRecord, requests: Request[]): Promise<void> {
  for (let at = 0; at < tasks; at++) {
    for (let tries = 0; tries < 3 && server.isAlive(); tries++) {
      const answer = await enqueue(server, `task-${at}`, recorded(record, 'echo out; echo err >&2'), { maxAttempts: 3 })
      requests.push(answer)
      if (answer.id !== null) break
    }
  }
  await untilIdle(server, 2_000)
}

async function withoutFault(server: LfServer, record: ScriptRecord, requests: Request[]): Promise<string[]> {
  if (!(await server.start([]))) return [`did not start again: ${server.stderr().trim().slice(0, 300)}`]
  const problem = await accessProblem(server)
  if (problem !== null) return [problem]
  const after = await enqueue(server, 'after', recorded(record, 'echo after'))
  requests.push(after)
  const idle = await untilIdle(server, 30_000)
  await server.end('SIGTERM')
  return [...(after.id === null ? [`refused afterwards: ${after.message}`] : []), ...(idle ? [] : ['never idle afterwards'])]
}

/** A fault that hit a pipe of Node's own is tried again with the next call. */
async function runUntilHit(fault: Fault): Promise<IoResult> {
  for (let further = 0; ; further++) {
    const result = await runFault({ ...fault, from: fault.from + further, to: fault.to + further })
    if (result.hits !== null || further === 3) return result
  }
}

/** Two at the same time: they mostly wait. */
export async function runFaults(numbers: number[], seed: number, say: (result: IoResult) => void): Promise<IoResult[]> {
  const left = [...numbers]
  const results: IoResult[] = []
  const work = async (): Promise<void> => {
    for (let n = left.shift(); n !== undefined; n = left.shift()) {
      const result = await runUntilHit(faultOf(n, seed))
      results.push(result)
      say(result)
    }
  }
  await Promise.all([work(), work()])
  return results
}
