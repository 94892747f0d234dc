import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { AppError } from '../../../shared/errors.ts'

export const readInput = (path: string): Promise<string> | string => (path === '-' ? text(process.stdin) : readText(path))

export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('not-found', `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}
