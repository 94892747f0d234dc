import { findingsIn } from '../checks/findings.ts'
import { leftFiles } from '../checks/left-files.ts'
import { checkProcesses } from '../checks/processes.ts'
import { recordIn } from '../script-record.ts'
import type { ScenarioResult } from './scenario.ts'

/** A start that takes longer than this, and than this many times the first one, is a finding: the computer may be busy. */
const longestStartMs = 5_000
const longestByFirst = 5

/** The faults after the scenario: in the data, in processes and files left behind, and in the time that starts took. */
export async function findingsAfter(data: string, result: ScenarioResult): Promise<string[]> {
  const { expectations, firstStartMs, slowestStartMs } = result
  const alive = await checkProcesses(data)
  return [
    ...expectations.findings,
    ...findingsIn(data, { ...expectations, record: { path: recordIn(data) } }),
    ...leftFiles(data),
    ...alive,
    ...(slowestStartMs > Math.max(longestStartMs, longestByFirst * firstStartMs)
      ? [`slow start: ${slowestStartMs} ms, and the first took ${firstStartMs}`]
      : []),
  ]
}
