import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { countAttempts } from '../e2e/crash/checks/database.ts'
import { checkFollowed, countInterrupted } from '../e2e/crash/checks/followed.ts'
import { checkLoad } from '../e2e/crash/checks/load.ts'
import { type FlowLoad, loadFlowsWithKills } from '../e2e/crash/flows/load.ts'
import { followedWithKills } from '../e2e/crash/followed.ts'
import { type Load, loadWithKills } from '../e2e/crash/load.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Kills engine and runner while tasks run. False: something was lost, or ran twice. */
export async function crashTasks(load: Omit<Load, 'data' | 'say'>): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'localflow-crash-'))
  const { acknowledged, ms, ...kills } = await loadWithKills({ ...load, data, say })
  const findings = await checkLoad(data, acknowledged)
  const counts = { acknowledged: acknowledged.length, seconds: Math.round(ms / 1_000), ...countAttempts(data) }
  return report(data, load.seed, { ...kills, ...counts, findings })
}

/** Kills engine and runner while runs with a condition and hooks start and end. False: one was lost, or has too many or too few. */
export async function crashFollowed(load: Omit<Load, 'data' | 'say'>): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'localflow-crash-'))
  const { acknowledged, ms, ...kills } = await followedWithKills({ ...load, data, say })
  const findings = await checkFollowed(data, acknowledged)
  const interruptedHooks = countInterrupted(data)
  if (load.kills >= 10 && interruptedHooks === 0) findings.push('no kill hit an attempt of a hook')
  const counts = { interruptedHooks, acknowledged: acknowledged.length, seconds: Math.round(ms / 1_000), ...countAttempts(data) }
  return report(data, load.seed, { ...kills, ...counts, findings })
}

/** Kills engine and runner while flows run. False: something was lost, or ended otherwise. */
export async function crashFlows(load: Omit<FlowLoad, 'data' | 'say'>): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'localflow-crash-'))
  return report(data, load.seed, await loadFlowsWithKills({ ...load, data, say }))
}

function report(data: string, seed: number, result: { findings: string[] }): boolean {
  const { findings } = result
  process.stdout.write(`${JSON.stringify({ seed, ...result })}\n`)
  if (findings.length > 0)
    say(`found: ${findings.slice(0, 10).join(', ')}. The data is kept in ${data}. Repeat with --seed ${seed}.`)
  else rmSync(data, { recursive: true, force: true })
  return findings.length === 0
}
