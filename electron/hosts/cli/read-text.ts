import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { AppError } from '../../../shared/errors.ts'

/** Reads a file; `-` reads standard input. Throws `not-found` and `invalid`. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return textOf(process.stdin)
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new AppError(
      code === 'ENOENT' ? 'not-found' : 'invalid',
      code === 'ENOENT' ? `Could not read ${file}: there is no such file.` : `Could not read ${file} (${code}).`,
    )
  }
}
