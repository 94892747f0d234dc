import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SmallDisk } from './small-disk.ts'

const program = fileURLToPath(new URL('lock-database.ts', import.meta.url))

/** Lets another program lock the database; the result releases it. */
export async function lockDatabase({ path, before }: SmallDisk): Promise<() => Promise<void>> {
  const [file = '', ...args] = [...before, process.execPath, program, join(path, 'localflow.db')]
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const over = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  return () => {
    child.stdin.end()
    return over
  }
}
