import { AppError } from '../../../../shared/errors.ts'
import { writtenValue } from '../../../../shared/filter/print.ts'
import { goneText } from '../../../../shared/log/gone-text.ts'
import type { FoundLine, FoundRun, LogSearchEvent, SearchProgress } from '../../../../shared/model/found-run.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { kindOf } from '../named.ts'
import { err, marked, out, printJsonLine } from '../print.ts'
import { exactTime, timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

export type SearchOptions = Json & {
  query?: string
  job?: string
  regex?: boolean
  case?: boolean
  word?: boolean
  lines?: number
  limit?: number
  before?: number
}

type End = Extract<LogSearchEvent, { type: 'end' }>

/** Prints the lines of runs that have the text; exits as grep does. The search ends with this process. */
export const search = (global: Global, text: string, options: SearchOptions): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { regex = false, word = false, lines, limit, before, json = false } = options
    const q = await filterOf(client, options)
    const most = { ...(lines && { lines }), ...(limit && { limit }), ...(before && { before }) }
    const events = await client.search.logs({ text, regex, case: options.case ?? false, word, q, ...most })
    const report = createReport(json)
    let found = false
    for await (const event of events) {
      report(event)
      found ||= event.type === 'found'
    }
    return found ? exitCodes.done : exitCodes.failed
  })

async function filterOf(client: Connected['client'], { query = '', job }: SearchOptions): Promise<string> {
  if (job === undefined) return query
  const kind = await kindOf(client, job)
  if (kind === null) throw new AppError('not-found', `There is no job, flow or pipeline "${job}".`)
  return `${query} ${kind}:${writtenValue(job, false)}`.trim()
}

/** With --json the events as they come, except progress; else lines on stdout, and progress on stderr if that is a terminal. */
function createReport(isJson: boolean): (event: LogSearchEvent) => void {
  const showsProgress = !isJson && process.stderr.isTTY
  const clear = (): void => void (showsProgress && process.stderr.write('\r\x1b[K'))
  return (event) => {
    if (isJson) return event.type === 'progress' ? undefined : printJsonLine(event)
    clear()
    if (event.type === 'progress') showsProgress && process.stderr.write(progressText(event))
    else if (event.type === 'found') out(foundText(event))
    else {
      if (showsProgress) err(summaryOf(event))
      for (const line of [...missingTexts(event), ...skippedTexts(event)]) err(line)
      if (event.next !== null) err(`Stopped at run ${event.next}. Search older runs by adding: --before ${event.next}`)
    }
  }
}

const number = (count: number): string => count.toLocaleString('en')
const counted = (count: number, one: string): string => `${number(count)} ${count === 1 ? one : `${one}s`}`

/** Such as `#4182 Invoice export  today 11:05:05  L332: curl: (6) …`. */
export function foundText({ run, lines, count }: FoundRun): string {
  const printed = lines.map(
    (line) => `#${run.number} ${placeOf(run.title, line)}  ${exactTime(line.at)}  L${line.n}: ${textOf(line)}`,
  )
  const rest = count - lines.length
  if (rest > 0) printed.push(`#${run.number} ${run.title}  ${counted(rest, 'more line')}`)
  return printed.join('\n')
}

const longestTitle = 60

function placeOf(title: string, { node, attempt }: Pick<FoundLine, 'node' | 'attempt'>): string {
  const short = title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title
  return [short, node === null ? '' : ` › ${node}`, attempt > 1 ? ` (attempt ${attempt})` : ''].join('')
}

function textOf({ text, match: [start, end] }: FoundLine): string {
  return `${text.slice(0, start)}${marked(text.slice(start, end))}${text.slice(end)}`
}

function progressText({ runs, of, isPart, backTo, foundLines }: SearchProgress): string {
  const total = of === null ? '' : ` of ${number(of)}${isPart ? '+' : ''}`
  const back = backTo === null ? '' : `, back to ${timeText(backTo)}`
  return `Searched ${number(runs)}${total} runs${back} · ${counted(foundLines, 'line')}`
}

/** Logs of which nothing is left, or only a part, which was searched. */
export function missingTexts({ deleted, deletedLogs }: Pick<SearchProgress, 'deleted' | 'deletedLogs'>): string[] {
  const named = deleted.map(({ run, node, attempt, ...gone }) => {
    return `Log of #${run}${placeOf('', { node, attempt })}: ${goneText(gone, exactTime)}`
  })
  const rest = deletedLogs - deleted.length
  return rest > 0 ? [...named, `${counted(rest, 'more log')} deleted or shortened.`] : named
}

/** Logs that were not searched to their end, and why. */
export function skippedTexts({ skipped, skippedLogs }: SearchProgress): string[] {
  const named = skipped.map(
    ({ run, node, attempt, why }) => `Skipped the log of #${run}${placeOf('', { node, attempt })}: ${why}.`,
  )
  const rest = skippedLogs - skipped.length
  return rest > 0 ? [...named, `Skipped ${counted(rest, 'more log')}.`] : named
}

function summaryOf({ runs, foundLines, foundRuns, noLog, deletedLogs }: End): string {
  const deleted = deletedLogs === 0 ? '' : `, ${counted(deletedLogs, 'log')} deleted or shortened`
  const silent = noLog === 0 ? '' : `, ${number(noLog)} without output`
  return `${counted(foundLines, 'line')} in ${number(foundRuns)} of ${counted(runs, 'run')}${deleted}${silent}`
}
