import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = join(root, 'electron/spawner')
const usual = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Werror']

export const nativeFolder = join(root, 'out/native', `${process.platform}-${process.arch}`)

/**
 * Compiles the spawner where its sources have changed. Null where there is no compiler, and where nothing names the children
 * of a process: then the runner starts programs itself. `flags` make another one, of that name.
 */
export function buildSpawner(name = 'spawner', flags: readonly string[] = []): string | null {
  if (process.platform !== 'linux') return null
  const path = join(nativeFolder, name)
  const files = readdirSync(sources).filter((file) => /\.[ch]$/.test(file))
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(readFileSync(join(sources, file)))
  const made = hash.update([...usual, ...flags].join(' ')).digest('hex')
  const mark = `${path}.sources`
  if (existsSync(path) && existsSync(mark) && readFileSync(mark, 'utf8') === made) return path
  mkdirSync(nativeFolder, { recursive: true })
  // A spawner that runs keeps its file, and two builds at once do not meet.
  const fresh = `${path}.${process.pid}`
  const inputs = files.filter((file) => file.endsWith('.c')).map((file) => join(sources, file))
  try {
    execFileSync('cc', [...usual, ...flags, '-o', fresh, ...inputs], { stdio: ['ignore', 'inherit', 'inherit'] })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  renameSync(fresh, path)
  writeFileSync(mark, made)
  return path
}

/** For a build: says it where there is no compiler. */
export function buildNative(): void {
  if (buildSpawner() === null && process.platform === 'linux')
    process.stderr.write('There is no C compiler (cc): LocalFlow starts programs without its spawner, more slowly.\n')
}

/** Vitest calls it once before all tests. */
export default buildNative

if (import.meta.main) buildNative()
