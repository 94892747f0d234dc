import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createVictim, killSome } from '../killed.ts'
import { ledgerOf } from '../load.ts'
import { seeded } from '../seeded.ts'
import { aliveProcesses, readLedger } from '../verdict.ts'
import { type Ask, giveAll, openRuns } from './drive.ts'
import { everything, outcomeOf, paramsOf } from './everything.ts'
import { type Expected, faultsOfFlows } from './faults.ts'

export type FlowLoad = { kills: number; runs: number; seed: number; data: string; parallel: number; say: (line: string) => void }
export type FlowVerdict = {
  acknowledged: number
  runs: number
  engineKills: number
  runnerKills: number
  attempts: number
  lostAttempts: number
  seconds: number
  faults: string[]
}

/** Under way at the same time: those that are acknowledged, and what answers were lost of. */
const together = 20

/** Runs of a flow of everything, while engine and runner are killed at random, until all have ended. */
export async function crashFlows(load: FlowLoad): Promise<FlowVerdict> {
  const begin = performance.now()
  const random = seeded(load.seed)
  mkdirSync(load.data, { recursive: true })
  const ledger = ledgerOf(load.data)
  writeFileSync(ledger, '')
  const victim = await createVictim(load)
  await victim.start()
  const ask: Ask = async (method, path, body) => {
    const answer = await victim.ask<Record<string, unknown>>(method, path, body)
    return answer && { status: 200, body: answer }
  }
  const told = new Map<string, Expected>()
  const source = JSON.stringify(everything(ledger))
  while (!(await ask('POST', '/flows/import', { name: 'everything', source }))) await pause(30)

  async function startAll(): Promise<void> {
    while (told.size < load.runs) {
      const n = 1 + (told.size % 5)
      const answer = await ask('POST', '/flows/everything/start', { params: paramsOf(n) })
      if (answer) told.set(String(answer.body['id']), { shared: outcomeOf(n) })
      while (told.size >= together && ((await openRuns(ask)) ?? together) >= together) await pause(50)
    }
  }
  const all = Promise.all([killSome(victim, load, random), startAll()])
  const [killed] = await whileGiving(ask, all)
  load.say(`${told.size} runs acknowledged, ${killed.engine} engines and ${killed.runner} runners killed`)
  while ((await openRuns(ask)) !== 0) await giveAll(ask)
  await victim.end('SIGTERM')
  return {
    ...(await judged(load.data, told)),
    ...{ engineKills: killed.engine, runnerKills: killed.runner },
    seconds: secondsSince(begin),
  }
}

/** Whatever waits for something is given it until that is over. */
async function whileGiving<T>(ask: Ask, work: Promise<T>): Promise<T> {
  let isOver = false
  const over = work.finally(() => {
    isOver = true
  })
  for (; !isOver; await pause(100)) await giveAll(ask)
  return over
}

const secondsSince = (begin: number): number => Math.round((performance.now() - begin) / 1_000)

async function judged(data: string, told: Map<string, Expected>) {
  const alive = await aliveProcesses(data)
  const db = new Database(join(data, 'localflow.db'), { readonly: true })
  try {
    const count = (sql: string): number => db.prepare(sql).pluck().get() as number
    const integrity = db.pragma('integrity_check', { simple: true })
    const recorded = db.prepare('SELECT attempts FROM task WHERE id = ?').pluck()
    const done = [...readLedger(data)].flatMap(([id, { begun, overlaps }]) => [
      ...(Math.max(0, ...begun) <= Number(recorded.get(id) ?? 0) ? [] : [`executed without a record: task ${id}`]),
      ...(new Set(begun).size === begun.length ? [] : [`begun twice: task ${id}`]),
      ...(overlaps === 0 ? [] : [`overlapping: task ${id}`]),
    ])
    return {
      acknowledged: told.size,
      runs: count('SELECT count(*) FROM run'),
      attempts: count('SELECT count(*) FROM attempt'),
      lostAttempts: count(`SELECT count(*) FROM attempt WHERE reason = 'lost'`),
      faults: [
        ...(integrity === 'ok' ? [] : [`integrity: ${String(integrity)}`]),
        ...(count('SELECT count(*) FROM run WHERE ended_at IS NULL') === 0 ? [] : ['runs have not ended']),
        ...faultsOfFlows(db, told),
        ...done,
        ...(alive === 0 ? [] : ['processes are still alive']),
      ],
    }
  } finally {
    db.close()
  }
}
