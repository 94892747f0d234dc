import { statSync } from 'node:fs'

/** The path no longer leads to the open file, so writes are lost. */
export class LostFileError extends Error {
  readonly code = 'LOST_FILE'
  readonly path: string
  constructor(path: string) {
    super(`${path} was deleted or replaced while LocalFlow was running`)
    this.path = path
  }
}

/** Remembers which files these paths lead to. The returned function throws LostFileError once one leads elsewhere. */
export function rememberFiles(paths: string[]): () => void {
  // Windows does not allow deleting an open file.
  const known = process.platform === 'win32' ? [] : paths.map((path) => ({ path, identity: identityOf(path) }))
  return () => {
    for (const { path, identity } of known)
      if (identity !== 'unknown' && ![identity, 'unknown'].includes(identityOf(path))) throw new LostFileError(path)
  }
}

/** A disk that does not answer is another trouble. */
function identityOf(path: string): string {
  try {
    const facts = statSync(path, { bigint: true, throwIfNoEntry: false })
    return facts ? `${facts.dev}:${facts.ino}` : 'missing'
  } catch {
    return 'unknown'
  }
}
