import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildSpawner } from './build-native.ts'

/** The first whose spawner starts the runner of the latest engine counts as the previous release until one has been published. */
export const previousRelease = '7076279e'
const root = join(import.meta.dirname, '..')

/** Runner and spawner, which import nothing else, as a commit has them. Gives the path of the tarball. */
export function packRelease(commit: string): string {
  const folder = join(root, 'out/releases')
  const path = join(folder, `runner-${commit}.tar.gz`)
  mkdirSync(folder, { recursive: true })
  const parts = ['package.json', 'electron/runner', 'electron/spawner']
  execFileSync('git', ['archive', '--format=tar.gz', '-o', path, commit, ...parts], { cwd: root })
  return path
}

/** Null: nothing compiles its spawner. */
export function unpackRelease(commit: string, folder: string): { runner: string; spawner: string } | null {
  mkdirSync(folder, { recursive: true })
  execFileSync('tar', ['-xzf', packRelease(commit), '-C', folder])
  const spawner = buildSpawner(`spawner-${commit}`, undefined, join(folder, 'electron/spawner'))
  return spawner === null ? null : { runner: join(folder, 'electron/runner/main.ts'), spawner }
}
