import { randomUUID } from 'node:crypto'
import { styleText } from 'node:util'
import { duration } from '../../../shared/duration.ts'
import { actorText } from '../../../shared/model/actor.ts'
import type { Run, RunDetail } from '../../../shared/model/run.ts'
import { triggerWord } from '../../../shared/model/trigger-word.ts'
import { waitingText } from '../../../shared/model/waiting-text.ts'
import { reasonText, type State } from '../../../shared/run-state.ts'
import { visibleJson, visibleLines, visibleText } from '../../../shared/visible-text.ts'
import { timeText } from './time-text.ts'

type Style = 'dim' | 'gray' | 'blue' | 'green' | 'red' | 'yellow'

/** Texts come from people and programs, so control characters in them are shown instead of reaching the terminal. */
export const out = (text: string): void => void process.stdout.write(`${shown(text)}\n`)
export const err = (text: string): void => void process.stderr.write(`${shown(text)}\n`)
export const shown = (text: string): string =>
  visibleLines(text).replace(painted, (_, style: Style, inner: string) => colored(style, inner))

/** Prints a source byte for byte, except on a terminal. */
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

/** Encloses colored text until it is written. It is random, so that no text can color itself. */
const mark = randomUUID()
const painted = new RegExp(`${mark}(\\w+):([^]*?)${mark}`, 'g')
const paint = (style: Style, text: string): string => `${mark}${style}:${text}${mark}`

/** What was searched for, in a line. */
export const marked = (text: string): string => (text === '' ? '' : paint('red', text))

/** Colors only on a terminal. */
const colored = (style: Style, text: string): string => styleText(style, text, { stream: process.stdout })

export function statusText(status: State, reason: string | null, exitCode: number | null = null): string {
  const word = reason === 'could-not-start' ? 'failed to start' : status
  const note = reason === 'could-not-start' ? null : reason === 'exit-code' ? exitText(exitCode) : reasonWords(reason)
  return paint(color[status], `${sign[status]} ${word}${note === null ? '' : ` (${note})`}`)
}

/** A reason of a later release has no words here yet. */
const reasonWords = (reason: string | null): string | null =>
  reason !== null && Object.hasOwn(reasonText, reason) ? reasonText[reason as keyof typeof reasonText] : reason

const exitText = (exitCode: number | null): string | null => (exitCode === null ? null : `exit ${exitCode}`)

/** The status of a run, or what it waits for. */
export const runStatusText = ({
  status,
  reason,
  exitCode,
  waiting,
}: Pick<Run, 'status' | 'reason' | 'exitCode' | 'waiting'>): string =>
  waiting ? paint('yellow', `◷ ${lowerFirst(waitingText(waiting, timeText))}`) : statusText(status, reason, exitCode)

const approvalSigns: Record<string, [Style, string]> = {
  approved: ['green', '✓'],
  rejected: ['red', '⊘'],
  expired: ['yellow', '◷'],
}

/** The status of a node: for an approval its outcome, for a program its exit code. */
export function nodeStatusText({ status, reason, approval, takenFrom, tries, waitsFor }: RunDetail['nodes'][number]): string {
  if (status === 'running' && waitsFor !== null) return paint('yellow', '◷ waiting')
  const [style, mark] = approval ? (approvalSigns[approval.outcome] ?? ['green', '✓']) : [color[status], sign[status]]
  const exitCode = status === 'failed' ? (tries.at(-1)?.exitCode ?? null) : null
  const notes = [
    approval ? null : exitCode !== null && exitCode !== 0 ? `exit ${exitCode}` : reasonWords(reason),
    approval?.actor ? `by ${actorText(approval.actor)}` : approval?.by ? `by ${approval.by}` : null,
    takenFrom === null ? null : `from run ${takenFrom}`,
  ].filter((note) => note !== null)
  return paint(style, `${mark} ${approval?.outcome ?? status}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`)
}

/** A text for a column that has room for 60 characters. */
export const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)

/** Columns are as wide as their widest cell, not counting colors. */
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

const took = ({ startedAt, endedAt }: Times): number | null =>
  startedAt === null || endedAt === null ? null : endedAt - startedAt

/** A table of runs, newest first. */
export const runTable = (runs: Run[]): string =>
  table(['RUN', 'STATUS', 'NAME', 'STARTED BY', 'QUEUED', 'TOOK'], runs.map(runLine))

const runLine = (run: Run): string[] => [
  String(run.number),
  runStatusText(run),
  shortened(run.title),
  triggerWord[run.trigger],
  timeText(run.createdAt),
  run.startedAt === null || run.endedAt !== null ? tookText(run) : `${duration(Date.now() - run.startedAt)} so far`,
]

type Times = Pick<Run, 'startedAt' | 'endedAt'>

/** Empty until the end. */
export const tookText = (times: Times): string => {
  const ms = took(times)
  return ms === null ? '' : duration(ms)
}

/** Why a run ended, to continue a sentence about it; null if the status says everything. */
export function endText({ reason, exitCode, signal }: Pick<Run, 'reason' | 'exitCode' | 'signal'>): string | null {
  if (reason === 'exit-code' && exitCode !== null) return `exited with code ${exitCode}`
  if (reason === 'signal' && signal !== null) return `was ended by ${signal}`
  return reason === null ? null : reasonText[reason]
}

export function outcomeLine(run: Run): string {
  const [ms, why] = [took(run), endText(run)]
  const after = ms === null ? '' : ` after ${duration(ms)}`
  if (run.reason === 'stopped') return `Stopped run ${run.number}${after}.`
  const facts = [`run ${run.number} ${run.status}`, after, why === null ? '' : `: ${why}`, run.error ? `\n  ${run.error}` : '']
  return facts.join('')
}

/** Confirms that a run was started. */
export const startedLine = (run: Run): string => `Started run ${run.number} (${run.id}).${followHint(run)}`

/** A flow or a pipeline runs as soon as it was started. */
const followHint = ({ number, status }: Run): string =>
  status === 'queued' || status === 'running' ? ` Follow it with: lf logs ${number} --follow` : ''
