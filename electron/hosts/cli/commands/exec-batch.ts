import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { AppError, errorStatus } from '../../../../shared/errors.ts'
import { createBatchCounts, type LineOutcome, type Refused, storageRefusal } from '../../../../shared/model/task-batch.ts'
import { type Line, readLines } from '../../../api/read-lines.ts'
import { type Connected, connect, type Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJsonLine } from '../print.ts'
import { unreadable } from '../read-text.ts'

export type BatchOptions = { from: string; json?: boolean }

/**
 * Enqueues the tasks in a file or on standard input, one per line. Exits with 0 if all were accepted. A refused line does not
 * affect the others. Ctrl+C stops reading and waits for the lines that were already sent.
 */
export async function execBatch(global: Global, options: BatchOptions): Promise<number> {
  const source = await open(options.from)
  const connected = await connect(global, 'define')
  const interrupted = { yes: false }
  const interrupt = (): void => {
    if (interrupted.yes) process.exit(exitCodes.interrupted)
    interrupted.yes = true
    source.destroy()
  }
  process.on('SIGINT', interrupt)
  const report = createReport(options.json ?? false)
  try {
    const ended = await sendAll(connected.client, source, report).catch((error: unknown) => {
      if (interrupted.yes) return null
      if (report.hasOutcomes()) report.end(null)
      throw error
    })
    report.end(ended)
    if (!connected.stays && report.counts().taken > 0)
      err('No LocalFlow is running: the tasks start once you start it, for example with "lf serve".')
    if (interrupted.yes) return exitCodes.interrupted
    return ended === null && report.counts().refused === 0 ? exitCodes.done : exitCodes.failed
  } finally {
    process.off('SIGINT', interrupt)
    source.destroy()
    await connected.close()
  }
}

async function open(from: string): Promise<Readable> {
  if (from === '-') return process.stdin
  // A folder can be opened like a file.
  if ((await stat(from).catch(() => null))?.isDirectory()) throw unreadable(from, { code: 'EISDIR' })
  const file = createReadStream(from)
  return new Promise((resolve, reject) => {
    file.once('open', () => resolve(file))
    file.once('error', (error) => reject(unreadable(from, error)))
  })
}

/** Resolves with the error that ended the batch early, or null. Throws invalid if there is no task. */
async function sendAll(client: Connected['client'], source: Readable, report: Report): Promise<Refused | null> {
  let hasLines = false
  try {
    for await (const lines of readLines(source)) {
      hasLines = true
      const outcomes = await send(client, lines)
      report.add(outcomes)
      const ended = outcomes.map(storageRefusal).find((each) => each !== null)
      if (ended) return ended
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'too-large') return refusalOf(error)
    throw error
  }
  if (!hasLines)
    throw new AppError('invalid', 'Could not enqueue tasks: there are none. Write the JSON of one task on each line.')
  return null
}

/** Lines that are too long or not text are refused without sending them. */
async function send(client: Connected['client'], lines: Line[]): Promise<LineOutcome[]> {
  const refused: LineOutcome[] = []
  const whole: { index: number; text: string }[] = []
  for (const { index, text } of lines)
    if (text instanceof AppError) refused.push({ index, ...refusalOf(text) })
    else whole.push({ index, text })
  const outcomes = whole.length === 0 ? [] : await client.tasks.batch({ lines: whole })
  return [...outcomes, ...refused].sort((a, b) => a.index - b.index)
}

const refusalOf = ({ code, message, issues }: AppError): Refused => ({
  status: errorStatus[code],
  error: { code, message, ...(issues ? { issues } : {}) },
})

type Report = ReturnType<typeof createReport>

/** Reports outcomes: with --json all of them on stdout, else refused lines on stderr. */
function createReport(isJson: boolean) {
  const counts = createBatchCounts()
  const showsProgress = !isJson && process.stderr.isTTY
  const clear = (): void => void (showsProgress && process.stderr.write('\r\x1b[K'))

  return {
    counts: () => counts.summary(null),
    hasOutcomes: (): boolean => counts.summary(null).taken + counts.summary(null).refused > 0,
    add(outcomes: LineOutcome[]): void {
      clear()
      for (const outcome of outcomes) {
        counts.add(outcome)
        if (isJson) printJsonLine(outcome)
        else if ('error' in outcome) err(`line ${outcome.index + 1}: ${outcome.error.message}`)
      }
      if (showsProgress) process.stderr.write(`${countText(counts.summary(null).taken)} queued`)
    },
    end(ended: Refused | null): void {
      clear()
      const summary = counts.summary(ended)
      if (isJson) return printJsonLine(summary)
      if (ended) err(`lf: ${ended.error.message}`)
      const { taken, repeated, refused } = summary
      const known = repeated === 0 ? '' : `, ${repeated.toLocaleString('en')} of them already known`
      out(`${countText(taken)} queued${known}${refused === 0 ? '' : `, ${refused.toLocaleString('en')} refused`}`)
    },
  }
}

const countText = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'task' : 'tasks'}`
