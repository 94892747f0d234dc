import { withEventMeta } from '@orpc/server'
import { AppError } from '../../shared/errors.ts'
import type { Engine } from '../engine/engine.ts'
import type { StepOrder } from '../engine/logs/steps/steps.ts'
import { implementer } from './base.ts'

const { logs } = implementer

type StepPlace = StepOrder['from']

/** Streams carry event ids: a client that lost its connection continues after the last event it has. */
export const logsApi = (engine: Engine) => ({
  read: logs.read.handler(async ({ input: { ref, node, attempt = null, ...wanted } }) => {
    const owner = engine.runs.logOwner(ref, node)
    return engine.logs.read(owner, attempt, await engine.logs.lineAt(owner, attempt, wanted), wanted.count)
  }),
  watch: logs.watch.handler(({ input, signal }) =>
    engine.logs.watch(engine.runs.logOwner(input.ref, input.node), input.attempt ?? null, signal, input.tail),
  ),
  search: logs.search.handler(({ input: { ref, node, attempt, pattern, stream, from, to }, signal }) =>
    engine.logs.search(
      engine.runs.logOwner(ref, node),
      attempt ?? null,
      { pattern, stream: stream ?? null, from, to: to ?? null },
      signal,
    ),
  ),
  find: logs.find.handler(({ input: { ref, node, attempt = null, stream = null, ...wanted }, signal }) =>
    engine.logs.find(engine.runs.logOwner(ref, node), attempt, { ...wanted, stream }, signal),
  ),
  match: logs.match.handler(({ input: { ref, node, attempt = null, ...wanted }, signal }) =>
    engine.logs.match(engine.runs.logOwner(ref, node), attempt, wanted, signal),
  ),
  levels: logs.levels.handler(({ input: { ref, node, attempt = null }, signal }) =>
    engine.logs.levels(engine.runs.logOwner(ref, node), attempt, signal),
  ),
  firstError: logs.firstError.handler(({ input: { ref, node, attempt = null }, signal }) =>
    engine.logs.firstError(engine.runs.logOwner(ref, node), attempt, signal),
  ),
  compare: logs.compare.handler(({ input: { ref, node, attempt, with: other, ...page } }) =>
    engine.comparisons.compare(ref, { node, attempt: attempt ?? null, other: other ?? null }, page),
  ),
  openFile: logs.openFile.handler(({ input: { ref, node, attempt = null } }) => {
    const part = node === undefined ? '' : `-${node.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100)}`
    const name = `run-${engine.runs.find(ref).number}${part}${attempt === null ? '' : `-attempt-${attempt}`}`
    return engine.openLog(engine.runs.logOwner(ref, node), attempt, name)
  }),
  follow: logs.follow.handler(({ input, signal, lastEventId }) => {
    const from = lastEventId === undefined ? input.from : eventId(lastEventId) + 1
    const lines = engine.logs.follow(engine.runs.logOwner(input.ref, input.node), input.attempt ?? null, from, signal)
    return withIds(lines, (line) => line.n)
  }),
  bytes: logs.bytes.handler(({ input, signal, lastEventId }) => {
    const from = lastEventId === undefined ? 0 : eventId(lastEventId)
    const owner = engine.runs.logOwner(input.ref, input.node)
    const attempt = input.attempt ?? null
    const pieces =
      input.line === undefined
        ? engine.logs.bytes(owner, attempt, from, input.follow, signal)
        : engine.logs.lineBytes(owner, attempt, { line: input.line, from: input.from, after: from })
    return withIds(pieces, ({ offset, data }) => offset + Buffer.byteLength(data, 'base64'))
  }),
  steps: logs.steps.handler(({ input: { ref, direction, count, stream = null, level, ...place } }) =>
    engine.stepLogs.page(ref, { from: placeOf(place), direction, count, stream, level }),
  ),
  followSteps: logs.followSteps.handler(({ input: { ref, stream = null, ...wanted }, signal }) =>
    engine.stepLogs.follow(ref, { ...wanted, stream }, signal),
  ),
  goneSteps: logs.goneSteps.handler(({ input: { ref } }) => engine.stepLogs.gone(ref)),
  findSteps: logs.findSteps.handler(({ input: { ref, ...query }, signal }) => engine.stepLogs.find(ref, query, signal)),
})

type PlaceInput = {
  cursor?: string | undefined
  time?: number | undefined
  node?: string | undefined
  attempt?: number | undefined
  line?: number | undefined
  end: boolean
}

function placeOf({ cursor, time, node, attempt = 1, line, end }: PlaceInput): StepPlace {
  if (cursor !== undefined) return { cursor }
  if (node !== undefined && line !== undefined) return { node, attempt, line }
  if (time !== undefined) return { time }
  return end ? 'end' : 'start'
}

/** Throws `invalid` for an id that no event of ours has. */
export function eventId(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new AppError('invalid', `"${text}" is not the id of an event.`)
  return Number(text)
}

export async function* withIds<T extends object>(stream: AsyncIterable<T>, idOf: (value: T) => number): AsyncGenerator<T> {
  for await (const value of stream) yield withEventMeta(value, { id: String(idOf(value)) })
}
