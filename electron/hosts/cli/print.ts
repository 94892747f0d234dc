import { randomUUID } from 'node:crypto'
import { styleText } from 'node:util'
import { actorText } from '../../../shared/model/actor.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import { waitingText } from '../../../shared/model/waiting-text.ts'
import { reasonText, type State } from '../../../shared/run-state.ts'
import { visibleJson, visibleLines, visibleText } from '../../../shared/visible-text.ts'

type Style = 'dim' | 'gray' | 'blue' | 'green' | 'red' | 'yellow'

/** Texts came from people and programs: what a terminal would obey in them is shown instead. */
export const out = (text: string): void => void process.stdout.write(`${shown(text)}\n`)
export const err = (text: string): void => void process.stderr.write(`${shown(text)}\n`)
export const shown = (text: string): string =>
  visibleLines(text).replace(painted, (_, style: Style, inner: string) => colored(style, inner))

/** What somebody typed: exactly that, except on a terminal. */
export const outSource = (text: string): void => void process.stdout.write(process.stdout.isTTY ? visibleLines(text) : text)

export const printJson = (value: unknown): void => writeJson(JSON.stringify(value, null, process.stdout.isTTY ? 2 : 0))
export const printJsonLine = (value: unknown): void => writeJson(JSON.stringify(value))
const writeJson = (json: string): void => void process.stdout.write(`${visibleJson(json)}\n`)

const color: Record<State, Style> = {
  queued: 'gray',
  running: 'blue',
  succeeded: 'green',
  failed: 'red',
  cancelled: 'yellow',
  skipped: 'gray',
}
const sign: Record<State, string> = { queued: '○', running: '●', succeeded: '✓', failed: '✗', cancelled: '■', skipped: '–' }

/** Stands around what is painted until it is written. No text can hold it, and so none can paint itself. */
const mark = randomUUID()
const painted = new RegExp(`${mark}(\\w+):([^]*?)${mark}`, 'g')
const paint = (style: Style, text: string): string => `${mark}${style}:${text}${mark}`

/** Colours only where a person looks. */
const colored = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

export const statusText = (status: State, reason: string | null): string =>
  paint(color[status], `${sign[status]} ${status}${reason ? ` (${reason})` : ''}`)

/** Of a run that waits, what for. */
export const runStatusText = ({ status, reason, waiting }: Pick<Run, 'status' | 'reason' | 'waiting'>): string =>
  waiting ? paint('yellow', `◷ ${lowerFirst(waitingText(waiting, (at) => `${time(at)} UTC`))}`) : statusText(status, reason)

const approvalSigns: Record<string, [Style, string]> = {
  approved: ['green', '✓'],
  rejected: ['red', '⊘'],
  expired: ['yellow', '◷'],
}

/** Of a node of a flow: what became of an approval, and the exit code of a program. */
export function nodeStatusText({ status, reason, approval, takenFrom, tries, waitsFor }: RunDetail['nodes'][number]): string {
  if (status === 'running' && waitsFor !== null) return paint('yellow', '◷ waiting')
  const [style, mark] = approval ? (approvalSigns[approval.outcome] ?? ['green', '✓']) : [color[status], sign[status]]
  const exitCode = status === 'failed' ? (tries.at(-1)?.exitCode ?? null) : null
  const notes = [
    approval ? null : exitCode !== null && exitCode !== 0 ? `exit ${exitCode}` : reason,
    approval?.actor ? `by ${actorText(approval.actor)}` : approval?.by ? `by ${approval.by}` : null,
    takenFrom === null ? null : `from run ${takenFrom}`,
  ].filter((note) => note !== null)
  return paint(style, `${mark} ${approval?.outcome ?? status}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`)
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Columns as wide as their widest cell; what paints a cell takes no room. */
export function table(head: string[], rows: string[][]): string {
  const all = [head.map((cell) => paint('dim', cell)), ...rows.map((row) => row.map(visibleText))]
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  return all
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const widthOf = (cell: string): number => cell.replace(painted, '$2').length

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
  return [String(run.number), runStatusText(run), run.title.slice(0, 60), run.trigger, time(run.createdAt), duration(took(run))]
}

export function outcomeLine(run: Run): string {
  const why = run.reason === null ? '' : `: ${reasonText[run.reason]}`
  const ms = took(run)
  return `run ${run.number} ${run.status}${why}${ms === null ? '' : ` after ${duration(ms)}`}${run.error ? `\n  ${run.error}` : ''}`
}
