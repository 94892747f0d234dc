import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkLoad } from '../checks/load.ts'
import { draft } from '../load.ts'
import { recordIn } from '../script-record.ts'
import { seeded } from '../seeded.ts'
import { miscounts, untilNothingMoves } from './counts.ts'
import { createRestartingServer, type RestartingServer } from './restarting-server.ts'

export type FailuresOptions = { seed: number; tasks: number; rate: number }
export type FailuresRun = { injected: Record<string, number>; cut: number; findings: string[]; ms: number; data: string }

const longestMs = 580_000
const together = 20

/** Runs tasks while some writes and commits fail, before they are done or after, and some answers are lost. */
export async function runWithFailures({ seed, tasks, rate }: FailuresOptions): Promise<FailuresRun> {
  const begin = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'localflow-failures-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const file = `${data}.points`
  for (const path of [file, recordIn(data)]) writeFileSync(path, '')
  const random = seeded(seed)
  let cut = 0
  const isCut = (): boolean => random() < rate && ++cut > 0
  const server = await createRestartingServer(data, { mode: 'fail', file, seed, rate }, AbortSignal.timeout(longestMs), isCut)
  await server.start()
  const enqueued = await enqueueAll(server, data, tasks, seed)
  await untilNothingMoves(data)
  const miscounted = await miscounts(server, data)
  await server.end('SIGTERM')
  const findings = [...enqueued.findings, ...miscounted, ...(await checkLoad(data, enqueued.ids))]
  const injected = countsOf(file)
  if (findings.length === 0) rmSync(folder, { recursive: true, force: true })
  return { injected, cut, findings, ms: Math.round(performance.now() - begin), data }
}

/** Sends each request until LocalFlow acknowledges it, and once more after that. */
async function enqueueAll(server: RestartingServer, data: string, tasks: number, seed: number) {
  const random = seeded(seed)
  const ids = new Set<string>()
  const findings: string[] = []
  async function enqueue(key: string): Promise<void> {
    const body = draft(random, recordIn(data), key)
    const first = String((await server.ask('POST', '/tasks', body)).body['id'])
    const second = String((await server.ask('POST', '/tasks', body)).body['id'])
    ids.add(first)
    if (first !== second) findings.push(`two tasks for a key: ${key} gave ${first} and ${second}`)
  }
  for (let at = 0; at < tasks; at += together)
    await Promise.all(Array.from({ length: Math.min(together, tasks - at) }, (_, index) => enqueue(`${seed}-${at + index}`)))
  return { ids, findings }
}

function countsOf(file: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line) counts[line] = (counts[line] ?? 0) + 1
  return counts
}
