import { mkdirSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { countAttempts } from '../checks/database.ts'
import { findingsIn } from '../checks/findings.ts'
import type { ExpectedFlow } from '../checks/flows.ts'
import { checkProcesses } from '../checks/processes.ts'
import { createLfServer } from '../lf-server.ts'
import { killAtRandom } from '../random-kills.ts'
import { openRecord, recordIn } from '../script-record.ts'
import { seeded } from '../seeded.ts'
import { type Ask, answerWaits, openRuns } from './answer-waits.ts'
import { fullFlow, outcomeOf, paramsOf } from './full-flow.ts'

export type FlowLoad = { kills: number; runs: number; seed: number; data: string; parallel: number; say: (line: string) => void }
export type FlowLoadResult = {
  acknowledged: number
  engineKills: number
  runnerKills: number
  attempts: number
  lostAttempts: number
  seconds: number
  findings: string[]
}

/** Runs at the same time: acknowledged ones, and those whose acknowledgement was lost. */
const together = 20

/** Runs a flow with every kind of node while engine and runner are killed at random, until all runs have ended. */
export async function loadFlowsWithKills(load: FlowLoad): Promise<FlowLoadResult> {
  const begin = performance.now()
  const random = seeded(load.seed)
  mkdirSync(load.data, { recursive: true })
  const record = openRecord(recordIn(load.data))
  const server = await createLfServer(load)
  if (!(await server.start())) throw new Error(`lf serve did not start: ${server.stderr()}`)
  const ask: Ask = async (method, path, body) => (await server.ask<Record<string, unknown>>(method, path, body)).body
  const flows = new Map<string, ExpectedFlow>()
  const source = JSON.stringify(fullFlow(record.path))
  while (!(await ask('POST', '/flows/import', { name: 'full', source }))) await pause(30)

  async function startAll(): Promise<void> {
    while (flows.size < load.runs) {
      const n = 1 + (flows.size % 5)
      const run = await ask('POST', '/flows/full/start', { params: paramsOf(n) })
      if (run) flows.set(String(run['id']), { shared: outcomeOf(n) })
      while (flows.size >= together && ((await openRuns(ask)) ?? together) >= together) await pause(50)
    }
  }
  const all = Promise.all([killAtRandom(server, load, random), startAll()])
  const [killed] = await answeringWaits(ask, all)
  load.say(`${flows.size} runs acknowledged, ${killed.engine} engines and ${killed.runner} runners killed`)
  while ((await openRuns(ask)) !== 0) await answerWaits(ask)
  await server.end('SIGTERM')
  return {
    acknowledged: flows.size,
    engineKills: killed.engine,
    runnerKills: killed.runner,
    ...countAttempts(load.data),
    seconds: Math.round((performance.now() - begin) / 1_000),
    findings: [...findingsIn(load.data, { tasks: new Map(), flows, record }), ...(await checkProcesses(load.data))],
  }
}

/** Answers everything that runs wait for until the work has ended. */
async function answeringWaits<T>(ask: Ask, work: Promise<T>): Promise<T> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  for (; !isOver; await pause(100)) await answerWaits(ask)
  return over
}
