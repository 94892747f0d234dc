import type { ServerResponse } from 'node:http'
import { AppError } from '../../shared/errors.ts'
import {
  createBatchCounts,
  drainingRefusal,
  type LineOutcome,
  type Refused,
  storageRefusal,
} from '../../shared/model/task-batch.ts'

/** Bytes of unread answers. The outcomes of a whole batch fit, so that a client can send everything before it reads. */
const mostWaiting = 2 * 1024 * 1024

export type BatchAnswer = ReturnType<typeof createBatchAnswer>

/**
 * The answer to a batch of tasks. Outcomes that only say that queues are draining or that storage accepts nothing are held back
 * until another outcome follows. If none does, the whole answer has that status. The connection of a client that does not read
 * for `stallMs` is closed.
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

  const until = (sent: 'drain' | 'finish'): Promise<void> =>
    new Promise((resolve) => {
      const stalled = setTimeout(() => response.destroy(), stallMs)
      const done = (): void => {
        clearTimeout(stalled)
        response.off(sent, done).off('close', done)
        resolve()
      }
      response.once(sent, done).once('close', done)
    })

  return {
    /** Resolves when the client has read enough for more. */
    async add(outcomes: LineOutcome[]): Promise<void> {
      for (const outcome of outcomes) counts.add(outcome)
      first ??= outcomes.map(refusalOfAll).find((refusal) => refusal !== null) ?? null
      if (waiting === null) write(outcomes)
      else if (outcomes.every((outcome) => refusalOfAll(outcome) !== null)) waiting.push(...outcomes)
      else begin([...waiting, ...outcomes])
      if (response.writableLength > mostWaiting && !response.destroyed) await until('drain')
    },
    isEmpty: (): boolean => first === null && waiting !== null,
    isClosed: (): boolean => response.destroyed,
    /** Writes the counts. Throws invalid if there was no task. */
    conclude(ended: Refused | null): void {
      if (waiting === null) return write([counts.summary(ended)])
      const refusal = ended ?? first
      if (refusal === null) throw new AppError('invalid', 'The body has no tasks. Put one task on each line.')
      const text = JSON.stringify({ error: refusal.error, taken: 0 })
      response.writeHead(refusal.status, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      })
      response.write(text)
    },
    async end(): Promise<void> {
      const sent = until('finish')
      response.end()
      await sent
    },
  }
}

/** A refusal that has nothing to do with the task itself. */
const refusalOfAll = (outcome: LineOutcome): Refused | null => drainingRefusal(outcome) ?? storageRefusal(outcome)
