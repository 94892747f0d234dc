import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/**
 * The secret in a file that its owner alone can read; made on first use, whole or not at all, also when the power goes: half
 * of one would let somebody in who guesses it. To be called by one process at a time.
 */
export function readSecretFile(path: string, encoding: 'hex' | 'base64url'): string {
  const kept = textOf(path)
  if (kept !== '') return kept
  const made = randomBytes(32).toString(encoding)
  writeFileSync(`${path}.new`, `${made}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
  return made
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
