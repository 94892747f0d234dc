import { basename, extname } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import { readDefinition } from '../../../../shared/flow/read.ts'
import type { Problem } from '../../../../shared/problem.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'

/** Prints the errors and warnings of files without saving anything. */
export async function validateFlows(files: string[], options: Json): Promise<number> {
  const read = await Promise.all(files.map(async (file) => ({ file, problems: readDefinition(await readText(file)).problems })))
  if (options.json) printJson(read)
  else for (const { file, problems } of read) sayProblems(file, problems)
  return read.some(({ problems }) => problems.some(isError)) ? exitCodes.usage : exitCodes.done
}

const isError = ({ severity }: Problem): boolean => severity === 'error'

function sayProblems(file: string, problems: Problem[]): void {
  for (const { severity, path, message, line: at, column } of problems)
    out(`${file}${at === undefined ? '' : `:${at}:${column}`}: ${severity}: ${path === '' ? '' : `${path} `}${message}`)
  if (!problems.some(isError)) out(`${file}: valid${problems.length > 0 ? ', with warnings' : ''}`)
}

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
    }
    if (options.json) printJson(done)
    return exitCodes.done
  })
}

const importedText = (name: string, version: number, isNew: boolean): string =>
  isNew
    ? `Published version ${version} of flow "${name}". Run it with: lf run ${JSON.stringify(name)}`
    : `Flow "${name}" is unchanged: version ${version}.`

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

const errorLine = (file: string, { path, message, line: at, column }: Problem): string =>
  `${file}${at === undefined ? '' : `:${at}:${column}`}: ${path === '' ? '' : `${path} `}${message}`
