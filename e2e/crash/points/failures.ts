import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { draft, ledgerOf } from '../load.ts'
import { seeded } from '../seeded.ts'
import { faults, judge } from '../verdict.ts'
import { miscounts, untilStill } from './counts.ts'
import { createVictim, type Victim } from './victim.ts'

export type FailuresOptions = { seed: number; tasks: number; rate: number }
export type Failed = { injected: Record<string, number>; cut: number; faults: string[]; ms: number; data: string }

const longestMs = 580_000
const together = 20

/** Tasks, while writes and commits fail by chance, before they are done or after, and answers are lost on their way. */
export async function playFailures({ seed, tasks, rate }: FailuresOptions): Promise<Failed> {
  const begin = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'localflow-failures-'))
  const data = join(folder, 'data')
  mkdirSync(data)
  const file = `${data}.points`
  for (const path of [file, ledgerOf(data)]) writeFileSync(path, '')
  const random = seeded(seed)
  let cut = 0
  const isCut = (): boolean => random() < rate && ++cut > 0
  const victim = await createVictim(data, { mode: 'fail', file, seed, rate }, AbortSignal.timeout(longestMs), isCut)
  await victim.start()
  const told = await enqueueAll(victim, data, tasks, seed)
  await untilStill(data)
  const miscounted = await miscounts(victim, data)
  await victim.end('SIGTERM')
  const verdict = await judge(data, { acknowledged: [...told.ids], engineKills: 0, runnerKills: 0, ms: 0 })
  const wrong = [...told.faults, ...miscounted, ...faults(verdict)]
  const injected = countsOf(file)
  if (wrong.length === 0) rmSync(folder, { recursive: true, force: true })
  return { injected, cut, faults: wrong, ms: Math.round(performance.now() - begin), data }
}

/** The same key until somebody says yes, and once more after that. */
async function enqueueAll(victim: Victim, data: string, tasks: number, seed: number) {
  const random = seeded(seed)
  const ids = new Set<string>()
  const faults: string[] = []
  async function enqueue(key: string): Promise<void> {
    const body = draft(random, ledgerOf(data), key)
    const first = String((await victim.ask('POST', '/tasks', body)).body['id'])
    const second = String((await victim.ask('POST', '/tasks', body)).body['id'])
    ids.add(first)
    if (first !== second) faults.push(`key ${key} gave ${first} and ${second}`)
  }
  for (let at = 0; at < tasks; at += together)
    await Promise.all(Array.from({ length: Math.min(together, tasks - at) }, (_, index) => enqueue(`${seed}-${at + index}`)))
  return { ids, faults }
}

function countsOf(file: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line) counts[line] = (counts[line] ?? 0) + 1
  return counts
}
