import type { IncomingMessage } from 'node:http'
import { AppError } from '../../shared/errors.ts'

/** URL parsers drop tabs, cut at "#" and take a backslash, or a second slash, for something else. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const misread = /[\x00-\x20\x7f\\#]|\/\//
/** URL parsers resolve ".." and "%2e%2e" alike; other programs also decode "%2f" and "%5c" first. */
const dotSegment = /(?:^|[/\\])\.{1,2}(?:[/\\]|$)/
/** No name holds one of these. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are meant
const control = /[\x00-\x1f\x7f]/

/**
 * The path as it was sent, which every route uses. Throws `invalid` for a path that any later reader could take for another
 * one: access is decided by this path.
 */
export function pathOf(request: IncomingMessage): string {
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  const decoded = decode(path)
  if (misread.test(path) || dotSegment.test(decoded) || control.test(decoded))
    throw new AppError(
      'invalid',
      'The address is not valid: its path must not contain a "." or ".." segment, "//", "\\", "#" or control character.',
    )
  return path
}

/** The parameters of an address. */
export const queryOf = (request: IncomingMessage): URLSearchParams =>
  new URLSearchParams((request.url ?? '').split('?').slice(1).join('?'))

function decode(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    throw new AppError('invalid', 'The address is not valid: a "%" must be followed by two hexadecimal digits.')
  }
}
