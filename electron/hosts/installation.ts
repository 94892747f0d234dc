import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { unpackedPath } from '../engine/base/unpacked-path.ts'
import type { OwnCommand } from '../engine/environment/own-command.ts'

/** The paths of the built program's parts, which only the entry files know. */
export type Installation = {
  migrationsFolder: string
  /** Entry files of separate processes and threads. */
  runnerScript: string
  /** Null where it was not compiled, or cannot work. */
  spawnerProgram: string | null
  /** Why, as a sentence. */
  spawnerProblem: string | null
  readerScript: string
  searcherScript: string
  runSearcherScript: string
  comparerScript: string
  keeperScript: string
  /** Starts `lf` with the program that runs now. */
  ownCommand: OwnCommand
  rendererFolder: string
  version: string
}

/** It finds what descends from a process by a list of the kernel, which not every kernel has. */
const childrenList = '/proc/thread-self/children'

function spawnerIn(path: string): Pick<Installation, 'spawnerProgram' | 'spawnerProblem'> {
  const spawnerProblem = problemOfSpawner(path)
  return { spawnerProgram: spawnerProblem === null ? path : null, spawnerProblem }
}

function problemOfSpawner(path: string): string | null {
  if (process.platform !== 'linux') return 'The spawner needs Linux.'
  if (process.env['LOCALFLOW_WITHOUT_SPAWNER']) return 'LOCALFLOW_WITHOUT_SPAWNER is set.'
  if (!existsSync(path)) return 'The spawner was not compiled. Install a C compiler (cc), then build LocalFlow again.'
  return existsSync(childrenList) ? null : `The spawner needs a kernel with ${childrenList}.`
}

/** The paths of the build's parts, next to an entry file. */
export function installationOf(entry: string, version: string): Installation {
  const beside = (path: string): string => fileURLToPath(new URL(path, entry))
  return {
    migrationsFolder: beside('../../migrations'),
    runnerScript: unpackedPath(beside('./runner.js')),
    ...spawnerIn(unpackedPath(beside(`../native/${process.platform}-${process.arch}/spawner`))),
    readerScript: unpackedPath(beside('./reader.js')),
    searcherScript: unpackedPath(beside('./searcher.js')),
    runSearcherScript: unpackedPath(beside('./run-searcher.js')),
    comparerScript: unpackedPath(beside('./comparer.js')),
    keeperScript: unpackedPath(beside('./keeper.js')),
    ownCommand: { program: process.execPath, script: beside('./lf.js'), asNode: 'electron' in process.versions },
    rendererFolder: beside('../renderer'),
    version,
  }
}
