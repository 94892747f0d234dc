import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Client } from '../../../../shared/contract/contract.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { Artifact } from '../../../../shared/model/object.ts'
import type { PipelineRun } from '../../../../shared/model/pipeline.ts'
import { createFolder } from '../../../engine/base/create-folder.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { createSafeNames } from '../safe-names.ts'
import { type Json, withClient } from '../with-client.ts'
import { writeObject } from './objects.ts'

/** `name` is the path in the folder; `original` the name that the script gave it. */
type Exported = { name: string; original: string; hash: string; size: number; step: string; nth: number }

const [listName, sumsName] = ['manifest.json', 'SHA256SUMS']

/**
 * Copies the files of the last steps of a run, or of the named steps, into a new or empty folder. Nothing is overwritten or written
 * outside of it, and if one copy fails, the folder is emptied again.
 */
export async function exportRun(
  global: Global,
  ref: string,
  folder: string,
  options: Json & { step?: string[] },
): Promise<number> {
  return withClient(global, 'look', async (client) => {
    const view = await client.pipelines.view({ ref })
    const files = await filesOf(client, view, options.step ?? lastSteps(view))
    await requireEmpty(folder)
    try {
      for (const { name, hash } of files) {
        const path = join(folder, ...name.split('/'))
        await mkdir(dirname(path), { recursive: true })
        await writeObject(client, hash, path)
      }
      const list = { run: view.run.id, pipeline: view.pipeline.name, files }
      await writeFile(join(folder, listName), `${JSON.stringify(list, null, 2)}\n`, { flag: 'wx' })
      await writeFile(join(folder, sumsName), files.map(({ hash, name }) => `${hash}  ${name}\n`).join(''), { flag: 'wx' })
    } catch (error) {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true })
      throw error
    }
    if (options.json) printJson(files)
    else out(exportedText(files.length, folder))
    return exitCodes.done
  })
}

const exportedText = (count: number, folder: string): string =>
  count === 0
    ? `Exported no files: these steps produced none. ${folder} has an empty ${listName}.`
    : `Exported ${count} ${count === 1 ? 'file' : 'files'} to ${folder}, with their hashes in ${sumsName} and ${listName}.`

async function requireEmpty(folder: string): Promise<void> {
  try {
    createFolder(resolve(folder))
  } catch (error) {
    throw new AppError('invalid', `Could not create the folder "${folder}" (${(error as NodeJS.ErrnoException).code}).`)
  }
  if ((await readdir(folder)).length > 0)
    throw new AppError('conflict', `Could not export to "${folder}": the folder is not empty. Name a new or empty folder.`)
}

const lastSteps = ({ steps, links }: PipelineRun): string[] =>
  steps.map(({ name }) => name).filter((name) => !links.some(({ from }) => from === name))

/** If a step ran for several inputs, the files of each get a folder of their own. */
async function filesOf(client: Client, { run, steps }: PipelineRun, wanted: string[]): Promise<Exported[]> {
  const safe = createSafeNames([listName, sumsName])
  const found: Exported[] = []
  for (const step of wanted) {
    const { done, reused } = steps.find(({ name }) => name === step) ?? { done: 0, reused: 0 }
    for await (const { nth, file } of filesOfStep(client, run.id, step)) {
      const name = safe([step, ...(done + reused > 1 ? [String(nth)] : []), file.name].join('/'))
      found.push({ name, original: file.name, hash: file.hash, size: file.size, step, nth })
    }
  }
  return found
}

async function* filesOfStep(client: Client, ref: string, step: string): AsyncGenerator<{ nth: number; file: Artifact }> {
  for (let cursor: string | undefined; ; ) {
    const page = await client.pipelines.executions({ ref, step, limit: 100, ...(cursor === undefined ? {} : { cursor }) })
    for (const { nth, fileCount } of page.items)
      if (fileCount > 0) for await (const file of filesOfOne(client, ref, `${step}/${nth}`)) yield { nth, file }
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}

async function* filesOfOne(client: Client, ref: string, node: string): AsyncGenerator<Artifact> {
  for (let cursor: string | undefined; ; ) {
    const page = await client.objects.ofRun({ ref, node, limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    yield* page.items
    if (page.nextCursor === null) return
    cursor = page.nextCursor
  }
}
