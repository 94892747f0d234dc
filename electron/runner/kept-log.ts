import { cutLog, decodeState, emptyLog, encodeState, type LogState } from './log-state.ts'
import { createLogWriter } from './log-writer.ts'
import { createMask } from './mask.ts'
import type { StartOrder } from './protocol.ts'
import { createRawOffsets } from './raw-offsets.ts'
import { secretFinder } from './secret-finder.ts'
import type { Spawner } from './spawner.ts'
import type { Note } from './spawner-frames.ts'
import { withToken } from './token-finder.ts'

/** Acknowledged at once when so much is on the disk, and otherwise a moment later. */
const muchBytes = 64 * 1024
const laterMs = 20
/** So much may be held back without a word about it. */
const fewBytes = 64 * 1024

type Stream = 'out' | 'err'
export type KeptLog = ReturnType<typeof createKeptLog>

/**
 * The log of what the spawner keeps. Of each byte that is in it, or is dropped for good, the spawner hears: what is not
 * acknowledged is for the next runner, which goes on from `note`.
 */
export function createKeptLog(
  order: StartOrder,
  { spawner, grew, note = null }: { spawner: Spawner; grew: (size: LogState) => void; note?: Note | null },
) {
  const { attemptId } = order
  const find = withToken(secretFinder(order.secrets), order.token ?? null)
  const from = note ? decodeState(note.bytes) : emptyLog
  const rest = note ? cutLog(order.logPath, from) : undefined
  const offsets = { out: createRawOffsets(note?.out ?? 0), err: createRawOffsets(note?.err ?? 0) }
  const masks = { out: createMask(find, offsets.out.passed, rest?.out), err: createMask(find, offsets.err.passed, rest?.err) }
  const said: Note = { out: note?.out ?? 0, err: note?.err ?? 0, bytes: note?.bytes ?? Buffer.alloc(0) }
  let known: Note = said
  let more = 0
  let timer: NodeJS.Timeout | null = null
  let isClosed = false
  let received = said.out + said.err

  function settled(places: Record<Stream, number>, state: LogState): void {
    const [out, err] = [offsets.out.at(places.out), offsets.err.at(places.err)]
    // Inside a secret there is no place to go on from.
    if (out === null || err === null) return
    known = { out, err, bytes: encodeState(state) }
    if (out + err - said.out - said.err >= muchBytes) acknowledge()
    else timer ??= setTimeout(acknowledge, laterMs)
  }

  function acknowledge(): void {
    if (timer) clearTimeout(timer)
    timer = null
    if (isClosed) return
    Object.assign(said, known)
    spawner.acknowledge(attemptId, known, more)
  }

  /** Without this, a program would wait for an acknowledgement of what only its next bytes can settle. */
  function allowMore(): void {
    const held = Math.max(masks.out?.held() ?? 0, masks.err?.held() ?? 0)
    if (Math.abs(held - more) <= fewBytes) return
    more = held
    acknowledge()
  }

  const log = createLogWriter(
    order.logPath,
    order.logLimit,
    { grew: () => grew(state()), drained: () => {}, settled },
    from,
    rest,
  )
  const state = (): LogState => ({ ...from, ...log.size() })

  return {
    ...log,
    find,
    /** How many of the notes about the program are in it already. */
    toldBefore: from.told,
    output(stream: Stream, bytes: Buffer): void {
      const mask = masks[stream]
      received += bytes.length
      if (!mask) offsets[stream].passed(bytes.length, 0, 0)
      for (const piece of mask ? mask.pieces(bytes) : [bytes]) log.append(stream, piece)
      if (mask) allowMore()
    },
    /** The disk takes what came more slowly than it comes. */
    isBehind: (): boolean => received - known.out - known.err > 2 * fewBytes,
    /** A stream has ended. */
    flush(stream: Stream): void {
      const mask = masks[stream]
      if (mask) log.append(stream, mask.end())
    },
    end: async (...end: Parameters<typeof log.end>) => {
      isClosed = true
      if (timer) clearTimeout(timer)
      return log.end(...end)
    },
    /** The spawner is gone, and with it what it had not passed on. */
    abandon: async (): Promise<void> => {
      isClosed = true
      await log.end(['the supervisor of this run ended unexpectedly: its last output may be missing'])
    },
  }
}
