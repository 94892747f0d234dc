import { createHash } from 'node:crypto'
import { tmpdir, userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * Where a runner, or the engine for `lf`, listens for a data folder. Socket paths are short by law (104 bytes on
 * macOS), data folders are not.
 */
export function socketPath(dataFolder: string, name: string): string {
  const folder = resolve(dataFolder)
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 16)
  if (process.platform === 'win32') return `\\\\.\\pipe\\localflow-${name}-${userInfo().username}-${id}`
  const beside = join(folder, 'sockets', name)
  return Buffer.byteLength(beside) < 100 ? beside : join(tmpdir(), `localflow-${userInfo().uid}-${id}`, name)
}
