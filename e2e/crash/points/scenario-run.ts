import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { countAttempts } from '../checks/database.ts'
import { leftFiles } from '../checks/left-files.ts'
import { checkProcesses } from '../checks/processes.ts'
import { linesOf, type Plan } from './crash-point.ts'
import { createRestartingServer } from './restarting-server.ts'
import { runScenario } from './scenario.ts'
import { findingsAfter } from './scenario-findings.ts'

/** A scenario that takes longer hangs: it waits for something that will not come. */
const longestMs = 120_000

/** A process is killed `times` times in a row when it reaches the point for the `visit`th time. */
export type Kill = { point: string; times: number; visit: number; isNative?: boolean }
export type ScenarioRun = { killed: number; findings: string[]; ms: number; data: string; slowestStartMs: number }

/** Runs the scenario without any kill. Gives each point that it reaches, with the most visits of one process. */
export async function recordPoints(isNative = false): Promise<{ visits: Map<string, number>; run: ScenarioRun }> {
  const visits = new Map<string, number>()
  const run = await runWith(
    (file) => ({ mode: 'record', file, isNative }),
    (file) => {
      for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
        const [point = '', visit] = line.split('\t')
        visits.set(point, Math.max(visits.get(point) ?? 0, Number(visit)))
      }
    },
  )
  return { visits, run }
}

/** Runs the scenario and kills a process in it. Keeps the data when there are findings. */
export const runWithKill = ({ point, times, visit, isNative = false }: Kill): Promise<ScenarioRun> =>
  runWith((file) => ({ mode: 'kill', file, point, visit, kills: times, isNative }))

async function runWith(planOf: (file: string) => Plan, readRecord: (file: string) => void = () => {}): Promise<ScenarioRun> {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-points-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const file = `${data}.points`
  const begin = performance.now()
  const { slowestStartMs, findings } = await runAndCheck(data, planOf(file))
  const killed = linesOf(file)
  readRecord(file)
  if (findings.length === 0) rmSync(folder, { recursive: true, force: true })
  return { killed, findings, ms: Math.round(performance.now() - begin), data, slowestStartMs }
}

async function runAndCheck(data: string, plan: Plan): Promise<{ slowestStartMs: number; findings: string[] }> {
  const stop = new AbortController()
  const tooLong = `the scenario did not end within ${longestMs / 1_000} s`
  const timer = setTimeout(() => stop.abort(new Error(tooLong)), longestMs)
  try {
    const result = await runScenario(data, plan, stop.signal)
    await startOnceMore(data, stop.signal)
    const findings = await findingsAfter(data, result)
    return { slowestStartMs: result.slowestStartMs, findings: plan.isNative ? [...findings, ...lostIn(data)] : findings }
  } catch (error) {
    return { slowestStartMs: 0, findings: [stop.signal.aborted ? tooLong : (error as Error).message] }
  } finally {
    clearTimeout(timer)
    // When one step fails, the others are still running.
    stop.abort()
  }
}

/** Spawner and keepers live, and lose nothing. */
function lostIn(data: string): string[] {
  const { lostAttempts } = countAttempts(data)
  return lostAttempts === 0 ? [] : [`${lostAttempts} attempts were lost beside a spawner that lived`]
}

/** A process that is killed while LocalFlow stops leaves files that the next start removes. */
async function startOnceMore(data: string, stop: AbortSignal): Promise<void> {
  await checkProcesses(data)
  if (leftFiles(data).length === 0) return
  const server = await createRestartingServer(data, { mode: 'record', file: `${data}.after` }, stop)
  await server.start()
  const connected = async (): Promise<number> => ((await server.ask('GET', '/system')).body['runnerPids'] as number[]).length
  // LocalFlow looks for a further runner only where one left files.
  const isLeft = (): boolean => leftFiles(data).some((line) => line.includes('runner-2/journal'))
  while ((await connected()) < 1 || isLeft()) await pause(40, undefined, { signal: stop })
  await server.end('SIGTERM')
}
