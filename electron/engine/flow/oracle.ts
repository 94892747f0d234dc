import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { canonicalText, type Definition } from '../../../shared/flow/definition.ts'
import { closingTypes, type FlowEvent } from '../../../shared/flow/events.ts'
import { replay } from '../../../shared/flow/replay.ts'
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

/** What holds of every run of a flow that has ended, whatever happened to it. */
export function expectWhole(engine: Engine, { id, number }: Pick<Run, 'id' | 'number'>, ledger?: string): void {
  const { definition, state } = engine.flows.history(id)
  const events = engine.runs
    .events(id)
    .filter(({ type }) => type !== 'queued')
    .map(({ seq: _, ...event }) => event) as unknown as FlowEvent[]
  expect(events.map(({ n }) => n)).toEqual(events.map((_, index) => index + 1))
  expectReplays(definition, events, state)
  expect(events.filter(({ type }) => closingTypes.includes(type))).toHaveLength(1)
  expect(closingTypes).toContain(events.at(-1)?.type)
  expectEachStartEnds(events)
  expectNothingLeft(engine, number)
  if (ledger !== undefined)
    expectNoneAgain(
      events,
      readLedger(ledger).filter(({ run }) => run === id),
    )
}

function expectReplays(definition: Definition, events: FlowEvent[], state: unknown): void {
  for (let time = 0; time < 2; time++) {
    const replayed = replay(definition, events)
    expect(replayed.difference).toBeNull()
    expect(canonicalText(replayed.state)).toBe(canonicalText(state))
  }
}

type UnitEvent = { step: string; item?: number; attempt: number }

/** Each attempt that has begun has one end: its own, or another attempt. */
function expectEachStartEnds(events: FlowEvent[]): void {
  const open = new Map<string, number>()
  for (const { type, data } of events) {
    const { step, item, attempt } = data as UnitEvent
    const unit = `${step}/${item ?? ''}`
    if (type === 'started') {
      expect(open.has(unit) ? `${unit} begins beside its attempt ${open.get(unit)}` : '').toBe('')
      open.set(unit, attempt)
    } else if (['attempt failed', 'task succeeded', 'task failed', 'task cancelled'].includes(type) && attempt > 0) {
      expect(`${unit} ends attempt ${attempt}`).toBe(`${unit} ends attempt ${open.get(unit)}`)
      open.delete(unit)
    }
  }
  expect([...open.keys()]).toEqual([])
}

function expectNothingLeft(engine: Engine, run: number): void {
  const db = openDb(join(engine.dataFolder, 'localflow.db'))
  try {
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    const count = (sql: string): number => db.prepare(sql).pluck().get(run) as number
    expect({
      waits: count('SELECT count(*) FROM flow_wait WHERE run = ?'),
      tasks: count('SELECT count(*) FROM task WHERE run = ? AND ended_at IS NULL'),
      attempts: count('SELECT count(*) FROM attempt a JOIN task t ON t.seq = a.task WHERE t.run = ? AND a.ended_at IS NULL'),
    }).toEqual({ waits: 0, tasks: 0, attempts: 0 })
  } finally {
    db.close()
  }
}

/** No attempt begins after its task has succeeded, and none is executed twice. */
function expectNoneAgain(events: FlowEvent[], entries: LedgerEntry[]): void {
  const succeeded = new Map<string, number>()
  for (const { type, data } of events) {
    const { step, item, attempt } = data as UnitEvent
    if (type === 'task succeeded') succeeded.set(`${step}/${item ?? ''}`, attempt)
  }
  const seen = new Set<string>()
  for (const { unit, attempt } of entries) {
    const last = succeeded.get(unit)
    if (last !== undefined) expect(attempt).toBeLessThanOrEqual(last)
    expect(seen.has(`${unit} ${attempt}`) ? `${unit} attempt ${attempt} twice` : '').toBe('')
    seen.add(`${unit} ${attempt}`)
  }
}
