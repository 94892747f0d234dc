import { nameOfTrigger } from '../../../shared/filter/trigger-names.ts'
import { actorText } from '../../../shared/model/actor.ts'
import { queuedAtOf } from '../../../shared/model/queued-at.ts'
import type { Run } from '../../../shared/model/run.ts'
import type { RunSort } from '../../../shared/model/run-sort.ts'
import type { RunPage, RunQuery } from './run-list.ts'

export const exportForms = ['csv', 'json'] as const
export type ExportForm = (typeof exportForms)[number]

/** Runs that are read before the next piece of the export is written. */
const portion = 500

type List = (query: RunQuery) => Promise<RunPage>

/** All runs that match a filter, piece by piece. Throws invalid for an invalid filter, before the first piece. */
export async function* exportRuns(
  list: List,
  wanted: { q: string; sort: RunSort; form: ExportForm },
  signal?: AbortSignal,
): AsyncGenerator<{ text: string; count: number }> {
  const { q, sort, form } = wanted
  const { start, end, textOf } = forms[form]
  let count = 0
  for (let cursor: string | null = null; ; ) {
    const { items, nextCursor }: RunPage = await list({ status: null, job: null, q, sort, cursor, limit: portion })
    if (signal?.aborted) return
    const text = items.map((run, index) => textOf(run, count + index === 0)).join('')
    count += items.length
    yield { text: `${cursor === null ? start : ''}${text}${nextCursor === null ? end : ''}`, count }
    cursor = nextCursor
    if (cursor === null) return
  }
}

type Form = { start: string; end: string; textOf(run: Run, isFirst: boolean): string }

const instant = (at: number | null): string => (at === null ? '' : new Date(at).toISOString())
const between = (from: number | null, to: number | null): number | null => (from === null || to === null ? null : to - from)

const columns: [name: string, valueOf: (run: Run) => string | number | null][] = [
  ['run', ({ number }) => number],
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['name', ({ title }) => title],
  ['job_id', ({ jobId }) => jobId],
  ['version', ({ version }) => version],
  ['status', ({ status }) => status],
  ['reason', ({ reason }) => reason],
  ['trigger', ({ trigger }) => nameOfTrigger(trigger)],
  ['by', ({ actor }) => actorText(actor)],
  ['queued_at', (run) => instant(queuedAtOf(run))],
  ['started_at', ({ startedAt }) => instant(startedAt)],
  ['ended_at', ({ endedAt }) => instant(endedAt)],
  ['wait_ms', (run) => between(queuedAtOf(run), run.startedAt)],
  ['duration_ms', ({ startedAt, endedAt }) => between(startedAt, endedAt)],
  ['exit_code', ({ exitCode }) => exitCode],
  ['signal', ({ signal }) => signal],
  ['error', ({ error }) => error],
]

const lineOf = (cells: readonly (string | number | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`

/** A spreadsheet takes a text that starts with one of these characters for a formula: a quote in front keeps it a text. */
const formula = /^[=+\-@\t\r]/

/** As RFC 4180 has it. */
function cellOf(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value)
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const forms: Record<ExportForm, Form> = {
  csv: {
    start: lineOf(columns.map(([name]) => name)),
    end: '',
    textOf: (run) => lineOf(columns.map(([, of]) => of(run))),
  },
  json: { start: '[', end: '\n]\n', textOf: (run, isFirst) => `${isFirst ? '' : ','}\n${JSON.stringify(run)}` },
}
