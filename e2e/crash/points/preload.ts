import { syncBuiltinESMExports } from 'node:module'
import { basename, dirname } from 'node:path'
import { isMainThread, workerData } from 'node:worker_threads'
import { follow, type Plan, planVariable } from './crash-point.ts'
import { createFileKinds } from './file-kind.ts'
import { wrapFiles } from './files.ts'
import { wrapProcesses, wrapSockets } from './processes.ts'
import { wrapStatements } from './statements.ts'

/** Loaded with --import into the built program, which knows nothing of it: puts crash points around everything it does outside. */
const [, program = '', ...rest] = process.argv
const kept = isMainThread ? undefined : (workerData as { objects?: string } | null)?.objects
const role = kept !== undefined ? 'keeper' : basename(program) === 'runner.js' ? 'runner' : 'engine'
const dataFolder = dataFolderOf()
const plan = process.env[planVariable]

/** Other threads only read, and get no crash points. */
function dataFolderOf(): string | undefined {
  if (kept !== undefined) return dirname(kept)
  if (!isMainThread) return undefined
  return role === 'runner' ? rest[0] : rest[rest.indexOf('--data') + 1]
}

if (plan && dataFolder) {
  follow(role, JSON.parse(plan) as Plan)
  wrapFiles(createFileKinds(dataFolder))
  wrapProcesses(import.meta.filename)
  wrapSockets(role === 'runner')
  if (role === 'engine') wrapStatements()
  syncBuiltinESMExports()
}
