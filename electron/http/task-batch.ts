import type { IncomingMessage, ServerResponse } from 'node:http'
import { contract } from '../../shared/contract/contract.ts'
import { AppError } from '../../shared/errors.ts'
import { limits } from '../../shared/model/limits.ts'
import { type Refused, storageRefusal } from '../../shared/model/task-batch.ts'
import { type Caller, requireAccess } from '../api/caller.ts'
import { readLines } from '../api/read-lines.ts'
import { refusalOf, takeLines } from '../api/task-batch.ts'
import { actAs } from '../engine/base/actor.ts'
import type { Engine } from '../engine/engine.ts'
import { type BatchAnswer, createBatchAnswer } from './batch-answer.ts'
import type { Bodies } from './bodies.ts'

/** A batch that is read holds one line, and one part of the body. */
const keptBytes = limits.batchLineBytes + 64 * 1024

/**
 * Answers a batch, which has one task per line, with one line per task, in the same order, once the tasks are on disk, and with
 * a last line that counts them.
 */
export async function answerTaskBatch(
  engine: Engine,
  caller: Caller,
  bodies: Bodies,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  requireAccess(caller, contract.tasks.batch['~orpc'].meta.access)
  // Not a formality: a form of another site can send anything but these types.
  if (!/^application\/(x-ndjson|jsonl|json)\b/i.test(request.headers['content-type'] ?? ''))
    throw new AppError('invalid', 'The body must have one task per line, with "Content-Type: application/x-ndjson".')
  const answer = createBatchAnswer(response, bodies.stallMs)
  const body = bodies.stream(request, limits.batchBytes, keptBytes)
  const ended = await actAs(caller.actor, () => takeAll(engine, caller, body, answer))
  if (response.destroyed) return
  answer.conclude(ended)
  // A client that sends everything before it listens would lose the answer if the connection closed while it still sends.
  if (ended) await bodies.discard(request, limits.batchBytes)
  await answer.end()
  if (!request.complete) request.socket.destroySoon()
}

/** Resolves with the error that ended the batch early, or null. */
async function takeAll(
  engine: Engine,
  { trigger }: Caller,
  body: AsyncIterable<Buffer>,
  answer: BatchAnswer,
): Promise<Refused | null> {
  try {
    for await (const lines of readLines(body)) {
      const outcomes = await takeLines(engine, lines, trigger)
      await answer.add(outcomes)
      const ended = outcomes.map(storageRefusal).find((each) => each !== null)
      if (ended || answer.isClosed()) return ended ?? null
    }
    return null
  } catch (error) {
    if (answer.isEmpty() || !(error instanceof AppError)) throw error
    return refusalOf(engine, error)
  }
}
