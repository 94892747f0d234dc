import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'

/** Fewer characters can be guessed; the ones made here have 43 or more. */
const leastCharacters = 32

/** What happens when a person deletes the file. */
const anew = 'Delete it and start LocalFlow again to create a new one.'

/**
 * The secret in a file that only its owner can read; created on first use, whole or not at all, even if the power fails,
 * because half a secret could be guessed. Call from one process at a time. Throws `forbidden` for a secret that others could
 * have read or guessed, and `unavailable` if the file cannot be read or created; `wayOut` is the next step for the person.
 */
export function readSecretFile(path: string, encoding: 'hex' | 'base64url', wayOut = anew): string {
  const kept = textOf(path, wayOut)
  if (kept !== '') return kept
  const made = randomBytes(32).toString(encoding)
  try {
    rmSync(`${path}.new`, { force: true })
    writeFileSync(`${path}.new`, `${made}\n`, { mode: 0o600, flush: true })
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw new AppError(
      'unavailable',
      `Could not write ${path}: ${(error as NodeJS.ErrnoException).code}. Check the disk and its free space.`,
    )
  }
  return made
}

function textOf(path: string, wayOut: string): string {
  const facts = reading(path, () => statSync(path, { throwIfNoEntry: false }))
  if (!facts) return ''
  if (!facts.isFile()) throw refusal(path, `the path is ${facts.isDirectory() ? 'a folder' : 'not a file'}`, wayOut)
  const text = reading(path, () => readFileSync(path, 'utf8').trim())
  // An empty file does not count: a process died while it created the file.
  if (text === '') return text
  const problem = problemOf(facts, text)
  if (problem !== null) throw refusal(path, problem, wayOut)
  return text
}

function problemOf({ uid, mode }: Stats, text: string): string | null {
  if (process.platform !== 'win32') {
    if (uid !== process.getuid?.()) return 'another account made it'
    if ((mode & 0o077) !== 0) return `other accounts could read the file (mode ${(mode & 0o777).toString(8)})`
  }
  return text.length < leastCharacters ? `the file has fewer than ${leastCharacters} characters` : null
}

const refusal = (path: string, problem: string, wayOut: string): AppError =>
  new AppError('forbidden', `Could not use ${path}: ${problem}. ${wayOut}`)

function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw new AppError(
      'unavailable',
      `Could not read ${path}: ${(error as NodeJS.ErrnoException).code}. Make it readable for this account.`,
    )
  }
}
