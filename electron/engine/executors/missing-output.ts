import { appendFile, mkdir, open, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { encodeRecord, indexPath } from '../../runner/log-format.ts'
import type { Outcome } from '../../runner/protocol.ts'
import { cutNote } from '../../runner/size-text.ts'
import type { DiskPort } from '../base/disk-port.ts'
import type { Log } from '../base/log.ts'

/** Waits until the log says what is missing: the end of the run cannot be recorded on a full disk either. */
export async function withMissing(
  path: string,
  outcome: Outcome,
  { disk, log }: { disk: Pick<DiskPort, 'failed' | 'back'>; log: Log },
): Promise<Outcome> {
  while (outcome.unsaidBytes)
    try {
      return await sayMissing(path, outcome)
    } catch (error) {
      log.warn('could not say in a log what is missing', { path, error })
      if (!disk.failed(error)) break
      await disk.back()
    }
  return outcome
}

type Ended = Pick<Outcome, 'at' | 'bytes' | 'lines' | 'unsaidBytes'>

/**
 * Says in a log how much a full disk kept out of its end, which its runner could not say before the attempt had ended. Gives the
 * new size. Throws while the disk is full. A log that is longer than its runner knew says so already.
 */
export async function sayMissing<T extends Ended>(path: string, ended: T): Promise<T> {
  const { at, bytes, lines, unsaidBytes = 0 } = ended
  const length = await lengthOf(path)
  if (unsaidBytes === 0 || length > bytes) return { ...ended, bytes: Math.max(bytes, length) }
  const isMidLine = length > 0 && !(await endsLine(path, length))
  const text = `${isMidLine ? '\n' : ''}[LocalFlow] ${cutNote(length, unsaidBytes)}\n`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  await appendFile(path, text, { mode: 0o600 })
  await addRecord(path, { offset: length, lines, at })
  return { ...ended, bytes: length + Buffer.byteLength(text), lines: lines + (isMidLine ? 2 : 1) }
}

const lengthOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  )

async function endsLine(path: string, length: number): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, length - 1)
    return buffer[0] === 10
  } finally {
    await file.close()
  }
}

/** A log without an index is one stretch of stdout. */
async function addRecord(path: string, note: { offset: number; lines: number; at: number }): Promise<void> {
  const isFirst = note.offset > 0 && (await lengthOf(indexPath(path))) === 0
  const before = isFirst ? [encodeRecord({ offset: 0, lines: 0, at: note.at, stream: 'out' })] : []
  await appendFile(indexPath(path), Buffer.concat([...before, encodeRecord({ ...note, stream: 'note' })]), { mode: 0o600 })
}
