import type { LogBytes } from '../../../shared/model/log.ts'
import { closeLog, openLog } from './log-files.ts'
import { readStretches, startOfLine } from './log-reader.ts'

/** The bytes of one line with its end, from an offset on, however long it is. Nothing where the log has no such line. */
export async function* lineBytes(path: string, line: number, from: number): AsyncGenerator<LogBytes> {
  const files = await openLog(path)
  if (!files) return
  try {
    const start = await startOfLine(files, line)
    if (start === null) return
    for await (const { offset, stream, bytes } of readStretches(files, Math.max(start, from))) {
      const end = bytes.indexOf(10)
      const part = end === -1 ? bytes : bytes.subarray(0, end + 1)
      yield { offset, stream, data: part.toString('base64') }
      if (end !== -1) return
    }
  } finally {
    await closeLog(files)
  }
}
