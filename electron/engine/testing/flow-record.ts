import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { faultsOfHistory, faultsOfLedger } from '../../../shared/flow/testing.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { Engine } from '../engine.ts'
import { openDb } from '../store/db.ts'

/** What a script of a test does to be counted: one line for each attempt, outside of the database. */
export const ledgerLine = (file: string): string =>
  `echo "$LOCALFLOW_RUN_ID $LOCALFLOW_NODE/\${LOCALFLOW_ITEM:-} $LOCALFLOW_ATTEMPT $(date +%s%N)" >> ${file}`

export type LedgerEntry = { run: string; unit: string; attempt: number }

export function readLedger(file: string): LedgerEntry[] {
  let text = ''
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return []
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [run = '', unit = '', attempt = ''] = line.split(' ')
      return { run, unit, attempt: Number(attempt) }
    })
}

/** The invariants of every ended run of a flow, whatever happened to it. */
export function expectWhole(engine: Engine, { id, number }: Pick<Run, 'id' | 'number'>, ledger?: string): void {
  const { definition, state } = engine.flowRuns.history(id)
  const events = engine.runs
    .events(id)
    .filter(({ type }) => type !== 'queued')
    .map(({ seq: _, ...event }) => event) as unknown as FlowEvent[]
  expect(faultsOfHistory(definition, events, state)).toEqual([])
  expectNothingLeft(engine, number)
  if (ledger !== undefined)
    expect(
      faultsOfLedger(
        events,
        readLedger(ledger).filter(({ run }) => run === id),
      ),
    ).toEqual([])
}

function expectNothingLeft(engine: Engine, run: number): void {
  const db = openDb(join(engine.dataFolder, 'localflow.db'))
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const count = (sql: string): number => db.prepare(sql).pluck().get(run) as number
    expect({
      waits: count('SELECT count(*) FROM run_wait WHERE run = ?'),
      tasks: count('SELECT count(*) FROM task WHERE run = ? AND ended_at IS NULL'),
      attempts: count('SELECT count(*) FROM attempt a JOIN task t ON t.seq = a.task WHERE t.run = ? AND a.ended_at IS NULL'),
    }).toEqual({ waits: 0, tasks: 0, attempts: 0 })
  } finally {
    db.close()
  }
}
