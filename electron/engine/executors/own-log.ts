import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Claim } from '../queue/queue.ts'

/** The log of work that is done in this process. One that cannot be written does not change how the work ended. */
export async function keepLog(dataFolder: string, { logPath }: Claim, lines: string[]): Promise<void> {
  const path = join(dataFolder, logPath)
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    .then(() => writeFile(path, `${lines.filter((line) => line !== '').join('\n')}\n`, { mode: 0o600 }))
    .catch(() => {})
}
