import { basename, extname } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import { readDefinition } from '../../../../shared/flow/read.ts'
import { missingSecrets } from '../../../../shared/flow/secrets.ts'
import type { Problem } from '../../../../shared/problem.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'

/** Prints the errors and warnings of files without saving anything. */
export async function validateFlows(global: Global, files: string[], options: Json): Promise<number> {
  const definitions = await Promise.all(files.map(async (file) => ({ file, ...readDefinition(await readText(file)) })))
  const namesSecrets = definitions.some(({ secrets = [] }) => secrets.length > 0)
  const known = namesSecrets ? await knownSecrets(global) : null
  const read = definitions.map(({ file, problems, secrets = [] }) => ({
    file,
    problems: known === null ? problems : [...problems, ...missingSecrets(secrets, (name) => known.has(name))],
  }))
  if (options.json) printJson(read)
  else for (const { file, problems } of read) sayProblems(file, problems)
  return read.some(({ problems }) => problems.some(isError)) ? exitCodes.usage : exitCodes.done
}

/** The names of the secrets that are set; null where no LocalFlow can be asked, because a definition can be checked anywhere. */
async function knownSecrets(global: Global): Promise<Set<string> | null> {
  let names: string[] = []
  try {
    await withClient(global, 'look', async (client) => {
      names = (await client.secrets.list()).items.map(({ name }) => name)
      return exitCodes.done
    })
  } catch (error) {
    if (global.url !== undefined) throw error
    return null
  }
  return new Set(names)
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

function sayProblems(file: string, problems: Problem[]): void {
  for (const problem of problems) out(problemLine(file, problem))
  if (!problems.some(isError)) out(`${file}: valid${problems.length > 0 ? ', with warnings' : ''}`)
}

/** As checks return it, also over the API. */
type Found = Omit<Problem, 'line' | 'column'> & { line?: number | undefined; column?: number | undefined }

const problemLine = (file: string, problem: Found): string =>
  `${placeText(file, problem)}: ${problem.severity}: ${aboutText(problem)}`

const placeText = (file: string, { line: at, column }: Found): string => `${file}${at === undefined ? '' : `:${at}:${column}`}`

/** Most messages go on after the path, such as "must be a number"; a clause of its own needs a colon. */
const aboutText = ({ path, message }: Found): string =>
  path === '' ? message : `${path}${message.startsWith('there is ') ? ':' : ''} ${message}`

type ImportOptions = Json & { name?: string; note?: string }

/** Imports one flow per file. All files are checked before the first is imported. */
export async function importFlows(global: Global, files: string[], options: ImportOptions): Promise<number> {
  if (options.name !== undefined && files.length > 1)
    throw new AppError('invalid', '--name takes one file, because two flows cannot have the same name.')
  const read = await Promise.all(files.map(async (file) => ({ file, source: await readText(file) })))
  refuseWrong(read)
  return withClient(global, 'define', async (client) => {
    const done = []
    for (const { file, source } of read) {
      const name = options.name ?? readDefinition(source).definition?.name ?? basename(file, extname(file))
      const { flow, version, isNew } = await client.flows.importFlow({ name, source, note: options.note ?? '' })
      done.push({ id: flow.id, name: flow.name, version: version.version, isNew })
      if (!options.json) out(importedText(flow.name, version.version, isNew))
      const { problems } = await client.flows.check({ source })
      for (const problem of problems) err(problemLine(file, problem))
    }
    if (options.json) printJson(done)
    return exitCodes.done
  })
}

const importedText = (name: string, version: number, isNew: boolean): string =>
  isNew
    ? `Published version ${version} of flow "${name}". Run it with: lf run ${JSON.stringify(name)}`
    : `Flow "${name}" stays at version ${version}: its runs would do the same.`

function refuseWrong(read: { file: string; source: string }[]): void {
  const wrong = read.flatMap(({ file, source }) => {
    const { problems } = readDefinition(source)
    return problems.some(isError) ? [{ file, problems }] : []
  })
  if (wrong.length === 0) return
  for (const { file, problems } of wrong) for (const each of problems.filter(isError)) err(errorLine(file, each))
  throw new AppError(
    'invalid',
    `Could not import: ${wrong.length === 1 ? '1 file has' : `${wrong.length} files have`} errors. Nothing was imported. To list the keys of a flow, run: lf explain flow`,
  )
}

const errorLine = (file: string, problem: Problem): string => `${placeText(file, problem)}: ${aboutText(problem)}`
