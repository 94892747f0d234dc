import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const ownSources = join(root, 'electron/spawner')
const usual = ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-Wpedantic', '-Wshadow', '-Werror']
/** A package meets older C libraries than that of the machine it is built on, which may have none to link in. */
const linked = [['-static', '-s'], ['-s']]

export const nativeFolder = join(root, 'out/native', `${process.platform}-${process.arch}`)

/**
 * Compiles the spawner where its sources have changed. Null where that does not work, and where nothing names the children of
 * a process: then the runner starts programs itself. `flags` and `sources` make another one, of that name.
 */
export function buildSpawner(name = 'spawner', flags?: readonly string[], sources = ownSources): string | null {
  if (process.platform !== 'linux') return null
  const path = join(nativeFolder, name)
  const files = readdirSync(sources).filter((file) => /\.[ch]$/.test(file))
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(readFileSync(join(sources, file)))
  const made = hash.update([...usual, ...(flags ?? linked.flat())].join(' ')).digest('hex')
  const mark = `${path}.sources`
  if (existsSync(mark) && readFileSync(mark, 'utf8') === made) return existsSync(path) ? path : null
  mkdirSync(nativeFolder, { recursive: true })
  // A spawner that runs keeps its file, and two builds at once do not meet.
  const fresh = `${path}.${process.pid}`
  const inputs = files.filter((file) => file.endsWith('.c')).map((file) => join(sources, file))
  const compiled = compile(fresh, inputs, flags ? [flags] : linked)
  // An older one does not understand this release's runner.
  if (compiled === 'done') renameSync(fresh, path)
  else rmSync(path, { force: true })
  if (compiled !== 'no compiler') writeFileSync(mark, made)
  return compiled === 'done' ? path : null
}

/** In the first of these ways that works; of the last, the compiler's own words are shown. */
function compile(
  to: string,
  inputs: string[],
  [flags = [], ...others]: readonly (readonly string[])[],
): 'done' | 'failed' | 'no compiler' {
  const words = [...usual, ...flags, '-o', to, ...inputs]
  try {
    execFileSync('cc', words, { stdio: ['ignore', 'inherit', others.length > 0 ? 'ignore' : 'inherit'] })
    return 'done'
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'no compiler'
    return others.length === 0 ? 'failed' : compile(to, inputs, others)
  }
}

/** For a build: says what starts programs where the spawner does not. */
export function buildNative(): void {
  if (buildSpawner() !== null) return
  const why = process.platform === 'linux' ? 'There is no C compiler (cc) that compiles the spawner' : 'The spawner needs Linux'
  process.stderr.write(`${why}: the runner starts programs itself, more slowly.\n`)
}

/** Vitest calls it once before all tests. */
export default buildNative

if (import.meta.main) buildNative()
