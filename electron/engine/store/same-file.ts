import { statSync } from 'node:fs'

/** A path that no longer leads to the file that is open: what is written there is lost. */
export class LostFileError extends Error {
  readonly code = 'LOST_FILE'
  readonly path: string
  constructor(path: string) {
    super(`${path} was deleted or replaced while LocalFlow was running`)
    this.path = path
  }
}

/** Remembers which files these paths lead to. The function that it gives throws LostFileError once one leads elsewhere. */
export function rememberFiles(paths: string[]): () => void {
  // Windows lets nobody take away a file that is open.
  const known = process.platform === 'win32' ? [] : paths.map((path) => ({ path, identity: identityOf(path) }))
  return () => {
    for (const { path, identity } of known)
      if (identity !== 'unknown' && ![identity, 'unknown'].includes(identityOf(path))) throw new LostFileError(path)
  }
}

/** A disk that cannot be asked is another trouble. */
function identityOf(path: string): string {
  try {
    const facts = statSync(path, { bigint: true, throwIfNoEntry: false })
    return facts ? `${facts.dev}:${facts.ino}` : 'missing'
  } catch {
    return 'unknown'
  }
}
