import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A home folder of its own for the programs that tests start: start-up files of the person's own shell may be slow, and a
 * shell that dies with its parent may leave their locks behind.
 */
export function withOwnHome<T>(work: (env: { HOME: string; SHELL: string }) => T): T {
  const home = mkdtempSync(join(tmpdir(), 'localflow-home-'))
  try {
    return work({ HOME: home, SHELL: '/bin/sh' })
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}
