import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { AppError } from '../../../shared/errors.ts'

/** Reads a file; `-` reads standard input. Throws `not-found`, and `invalid` also for text that is not UTF-8. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return textOf(await buffer(process.stdin), 'standard input')
  try {
    return textOf(await readFile(file), file)
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(file, error)
  }
}

/** Other bytes would be replaced without a word, and a script would do something else. */
function textOf(bytes: Buffer, file: string): string {
  if (isUtf8(bytes)) return bytes.toString('utf8')
  let [line, start] = [1, 0]
  for (let end = bytes.indexOf(newline); end !== -1 && isUtf8(bytes.subarray(start, end)); end = bytes.indexOf(newline, start)) {
    start = end + 1
    line++
  }
  throw new AppError(
    'invalid',
    `Could not read ${file}: line ${line} is not UTF-8. Convert the file first, for example with iconv.`,
  )
}

const newline = 0x0a

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'you are not allowed to read it',
}

/** The error for a file that could not be opened or read. */
export function unreadable(file: string, error: unknown): AppError {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new AppError(code === 'ENOENT' ? 'not-found' : 'invalid', `Could not read ${file}: ${reasons[code] ?? message}.`)
}
