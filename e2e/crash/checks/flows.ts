import type Database from 'better-sqlite3'
import { canonicalText, type Definition } from '../../../shared/flow/definition.ts'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { replay } from '../../../shared/flow/replay.ts'
import { faultsOfHistory } from '../../../shared/flow/testing.ts'

type RunRow = { number: number; id: string; status: string; reason: string | null; definition: string }
type EventRow = { n: number; at: number; type: string; data: string }

/** For an acknowledged run of a flow: its shared data in the end, or the states in which it may end. */
export type ExpectedFlow = { shared: string } | { states: string[] }

/** Runs of flows that were lost, ended otherwise than expected, or contradict their history. */
export function checkFlows(db: Database.Database, acknowledged: ReadonlyMap<string, ExpectedFlow>): string[] {
  const runs = db
    .prepare(
      `SELECT r.number, r.id, r.status, r.reason, d.definition FROM run r JOIN flow_run x ON x.run = r.number
       JOIN flow_definition d ON d.hash = x.definition`,
    )
    .all() as RunRow[]
  const events = db.prepare('SELECT n, at, type, data FROM event WHERE run = ? AND n IS NOT NULL ORDER BY n')
  const known = new Set(runs.map(({ id }) => id))
  const left = db.prepare('SELECT run, step, kind FROM run_wait').all() as { run: number; step: string; kind: string }[]
  return [
    ...[...acknowledged.keys()].filter((id) => !known.has(id)).map((id) => `lost: run ${id} of a flow`),
    ...left.map(({ run, step, kind }) => `run ${run}, step "${step}" still waits (${kind})`),
    ...runs.flatMap((run) => {
      const history = (events.all(run.number) as EventRow[]).map(({ data, ...event }) => ({
        ...event,
        data: JSON.parse(data) as object,
      }))
      return checkRun(run, history as FlowEvent[], acknowledged.get(run.id)).map(
        (finding) => `run ${run.number} of a flow: ${finding}`,
      )
    }),
  ]
}

function checkRun(
  { definition: text, status, reason }: RunRow,
  events: FlowEvent[],
  expected: ExpectedFlow | undefined,
): string[] {
  const definition = JSON.parse(text) as Definition
  const findings = faultsOfHistory(definition, events)
  const { type } = events.at(-1) ?? {}
  if (type !== status) findings.push(`it is ${status} and its history ends with ${type}`)
  if (!expected || (status === 'failed' && reason === 'lost' && isQuarantined(events))) return findings
  if ('states' in expected) return expected.states.includes(status) ? findings : [...findings, `it is ${status} (${reason})`]
  if (status !== 'succeeded') return [...findings, `it is ${status} (${reason})`]
  const shared = canonicalText(replay(definition, events).state.shared)
  return shared === expected.shared ? findings : [...findings, `it shares ${shared}`]
}

/** Stopped three times in a row by a crash, and not retried because of that. */
const isQuarantined = (events: FlowEvent[]): boolean =>
  events.some(({ type, data }) => type === 'task failed' && data.reason === 'lost' && data.attempt >= 3)
