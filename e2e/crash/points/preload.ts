import { syncBuiltinESMExports } from 'node:module'
import { basename, dirname } from 'node:path'
import { isMainThread, workerData } from 'node:worker_threads'
import { createFileKinds } from './file-kind.ts'
import { wrapFiles } from './files.ts'
import { type Orders, obey, ordersVariable } from './passage.ts'
import { wrapProcesses, wrapSockets } from './processes.ts'
import { wrapStatements } from './statements.ts'

/** Loaded with --import into what was built, which knows nothing of it: puts named points around all that can be cut off. */
const [, program = '', ...rest] = process.argv
const kept = isMainThread ? undefined : (workerData as { objects?: string } | null)?.objects
const role = kept !== undefined ? 'keeper' : basename(program) === 'runner.js' ? 'runner' : 'engine'
const dataFolder = dataFolderOf()
const orders = process.env[ordersVariable]

/** Of other threads none is known: they only read. */
function dataFolderOf(): string | undefined {
  if (kept !== undefined) return dirname(kept)
  if (!isMainThread) return undefined
  return role === 'runner' ? rest[0] : rest[rest.indexOf('--data') + 1]
}

if (orders && dataFolder) {
  obey(role, JSON.parse(orders) as Orders)
  wrapFiles(createFileKinds(dataFolder))
  wrapProcesses(import.meta.filename)
  wrapSockets()
  if (role === 'engine') wrapStatements()
  syncBuiltinESMExports()
}
