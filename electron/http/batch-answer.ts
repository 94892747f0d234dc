import type { ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import {
  createBatchCounts,
  drainingRefusal,
  type LineOutcome,
  type Refused,
  storageRefusal,
} from '../../shared/model/task-batch.ts'

/** Bytes of answers that wait for their reader. Those of a whole batch fit, so that a client may send all of it first. */
const mostWaiting = 2 * 1024 * 1024

export type BatchAnswer = ReturnType<typeof createBatchAnswer>

/**
 * The answer to a batch of tasks. It begins with the first line that says more than that queues are draining, or that the storage
 * takes nothing: where there is no such line, that is the status of the whole. A client that stops reading for `stallMs` is left.
 */
export function createBatchAnswer(response: ServerResponse, stallMs: number) {
  const counts = createBatchCounts()
  let first: Refused | null = null
  let waiting: LineOutcome[] | null = []

  function begin(outcomes: LineOutcome[]): void {
    response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8' })
    write(outcomes)
    waiting = null
  }

  const write = (lines: unknown[]): void => {
    if (!response.destroyed) response.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
  }

  const untilRead = (): Promise<void> =>
    new Promise((resolve) => {
      const stalled = setTimeout(() => response.destroy(), stallMs)
      const done = (): void => {
        clearTimeout(stalled)
        response.off('drain', done).off('close', done)
        resolve()
      }
      response.once('drain', done).once('close', done)
    })

  return {
    /** Resolves when more may follow. */
    async add(outcomes: LineOutcome[]): Promise<void> {
      for (const outcome of outcomes) counts.add(outcome)
      first ??= outcomes.map(refusalOfAll).find((refusal) => refusal !== null) ?? null
      if (waiting === null) write(outcomes)
      else if (outcomes.every((outcome) => refusalOfAll(outcome) !== null)) waiting.push(...outcomes)
      else begin([...waiting, ...outcomes])
      if (response.writableLength > mostWaiting && !response.destroyed) await untilRead()
    },
    isEmpty: (): boolean => first === null && waiting !== null,
    isClosed: (): boolean => response.destroyed,
    /** Writes what counts them. Throws invalid where there were none. */
    conclude(ended: Refused | null): void {
      if (waiting === null) return write([counts.summary(ended)])
      const refusal = ended ?? first
      if (refusal === null) throw new AppError('invalid', 'The body has no task. Put one on each line.')
      const text = JSON.stringify({ error: refusal.error, taken: 0 })
      response.writeHead(refusal.status, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      })
      response.write(text)
    },
  }
}

/** What would refuse any line. */
const refusalOfAll = (outcome: LineOutcome): Refused | null => drainingRefusal(outcome) ?? storageRefusal(outcome)
