import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { AppError } from '../../../shared/errors.ts'

/** Reads a file; `-` reads standard input. Throws `not-found` and `invalid`. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return textOf(process.stdin)
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw unreadable(file, error)
  }
}

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
