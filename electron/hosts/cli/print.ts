import { styleText } from 'node:util'
import type { Run } from '../../../shared/model/run.ts'
import { reasonText, type State } from '../../../shared/run-state.ts'

type Style = Parameters<typeof styleText>[0]

export const out = (text: string): void => void process.stdout.write(`${text}\n`)
export const err = (text: string): void => void process.stderr.write(`${text}\n`)
export const printJson = (value: unknown): void => out(JSON.stringify(value, null, process.stdout.isTTY ? 2 : 0))

const color: Record<State, Style> = {
  queued: 'gray',
  running: 'blue',
  succeeded: 'green',
  failed: 'red',
  cancelled: 'yellow',
  skipped: 'gray',
}
const sign: Record<State, string> = { queued: '○', running: '●', succeeded: '✓', failed: '✗', cancelled: '■', skipped: '–' }

/** Colours only where a person looks. */
const paint = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

export const statusText = (status: State, reason: string | null): string =>
  paint(color[status], `${sign[status]} ${status}${reason ? ` (${reason})` : ''}`)

/** Columns as wide as their widest cell; `status` cells hold colour codes that take no room. */
export function table(head: string[], rows: string[][]): string {
  const all = [head.map((cell) => paint('dim', cell)), ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => visible(row[column] ?? '').length)))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - visible(cell).length)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const visible = (text: string): string => text.replace(/\x1b\[[0-9;]*m/g, '')

export const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString().replace('T', ' ').slice(0, 19))

export function duration(ms: number | null): string {
  if (ms === null) return ''
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes} m ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} m`
}

export const took = ({ startedAt, endedAt }: Pick<Run, 'startedAt' | 'endedAt'>): number | null =>
  startedAt === null || endedAt === null ? null : endedAt - startedAt

export function runLine(run: Run): string[] {
  return [
    String(run.number),
    statusText(run.status, run.reason),
    run.title.slice(0, 60),
    run.trigger,
    time(run.createdAt),
    duration(took(run)),
  ]
}

export function outcomeLine(run: Run): string {
  const why = run.reason === null ? '' : `: ${reasonText[run.reason]}`
  const ms = took(run)
  return `run ${run.number} ${run.status}${why}${ms === null ? '' : ` after ${duration(ms)}`}${run.error ? `\n  ${run.error}` : ''}`
}
