import type Database from 'better-sqlite3'
import { canonicalText, type Definition } from '../../../shared/flow/definition.ts'
import type { FlowEvent } from '../../../shared/flow/events.ts'
import { replay } from '../../../shared/flow/replay.ts'
import { faultsOfHistory } from '../../../shared/flow/testing.ts'

type RunRow = { number: number; id: string; status: string; reason: string | null; definition: string }
type EventRow = { n: number; at: number; type: string; data: string }

/** What is known of a run of a flow that was acknowledged: what it is to share in the end, or the states it may end in. */
export type Expected = { shared: string } | { states: string[] }

/** What is wrong with the runs of flows in a database that nobody writes to any more. */
export function faultsOfFlows(db: Database.Database, told: ReadonlyMap<string, Expected>): string[] {
  const runs = db
    .prepare(
      `SELECT r.number, r.id, r.status, r.reason, d.definition FROM run r JOIN flow_run x ON x.run = r.number
       JOIN flow_definition d ON d.hash = x.definition`,
    )
    .all() as RunRow[]
  const events = db.prepare('SELECT n, at, type, data FROM event WHERE run = ? AND n IS NOT NULL ORDER BY n')
  const known = new Set(runs.map(({ id }) => id))
  const left = db.prepare('SELECT run, step, kind FROM flow_wait').all() as { run: number; step: string; kind: string }[]
  return [
    ...[...told.keys()].filter((id) => !known.has(id)).map((id) => `lost: run ${id} of a flow`),
    ...left.map(({ run, step, kind }) => `run ${run}, step "${step}" still waits (${kind})`),
    ...runs.flatMap((run) => {
      const history = (events.all(run.number) as EventRow[]).map(({ data, ...event }) => ({
        ...event,
        data: JSON.parse(data) as object,
      }))
      return faultsOfRun(run, history as FlowEvent[], told.get(run.id)).map((fault) => `run ${run.number} of a flow: ${fault}`)
    }),
  ]
}

function faultsOfRun(
  { definition: text, status, reason }: RunRow,
  events: FlowEvent[],
  expected: Expected | undefined,
): string[] {
  const definition = JSON.parse(text) as Definition
  const faults = faultsOfHistory(definition, events)
  const { type } = events.at(-1) ?? {}
  if (type !== status) faults.push(`it is ${status} and its history ends with ${type}`)
  if (!expected || (status === 'failed' && reason === 'lost' && isQuarantined(events))) return faults
  if ('states' in expected) return expected.states.includes(status) ? faults : [...faults, `it is ${status} (${reason})`]
  if (status !== 'succeeded') return [...faults, `it is ${status} (${reason})`]
  const shared = canonicalText(replay(definition, events).state.shared)
  return shared === expected.shared ? faults : [...faults, `it shares ${shared}`]
}

/** Cut off three times in a row, and not tried again for that. */
const isQuarantined = (events: FlowEvent[]): boolean =>
  events.some(({ type, data }) => type === 'task failed' && data.reason === 'lost' && data.attempt >= 3)
