import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crashFlows, type FlowLoad } from '../e2e/crash/flows/load.ts'

const say = (line: string): void => void process.stderr.write(`${line}\n`)

/** Kills engine and runner while flows run. False: something was lost, or came to another end. */
export async function crashInFlows(load: Omit<FlowLoad, 'data' | 'say'>): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), 'localflow-crash-'))
  const { faults, ...verdict } = await crashFlows({ ...load, data, say })
  process.stdout.write(`${JSON.stringify({ seed: load.seed, ...verdict, faults })}\n`)
  if (faults.length > 0)
    say(`wrong: ${faults.slice(0, 10).join(', ')}. The data is kept in ${data}; --seed ${load.seed} does the same again.`)
  else rmSync(data, { recursive: true, force: true })
  return faults.length === 0
}
