import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Claim } from '../queue/queue.ts'

/** The log of work inside this process. If it cannot be written, the outcome does not change. */
export async function keepLog(dataFolder: string, { logPath }: Claim, lines: string[]): Promise<void> {
  const path = join(dataFolder, logPath)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    .then(() => writeFile(path, `${lines.filter((line) => line !== '').join('\n')}\n`, { mode: 0o600 }))
    .catch(() => {})
}
