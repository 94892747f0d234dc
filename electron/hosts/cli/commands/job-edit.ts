import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Job } from '../../../../shared/model/job.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson } from '../print.ts'
import { readJobFile } from '../read-job-file.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { writeJobFile } from '../write-job-file.ts'

type Client = Connected['client']

/** Reads the new definition from a file, or opens the current one in the person's editor. */
export const editJob = (global: Global, ref: string, options: Json & { file?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.get({ ref })
    const { file } = options
    const changed = file === undefined ? await editByHand(client, job) : await save(client, job, await readText(file), file)
    if (options.json) printJson(changed)
    else out(savedText(job, changed))
    return exitCodes.done
  })

function savedText(before: Job, { name, version, updatedAt }: Job): string {
  if (updatedAt === before.updatedAt) return 'No changes.'
  return version === before.version ? `Saved job "${name}".` : `Saved job "${name}" as version ${version}.`
}

const save = (client: Client, { id, updatedAt }: Job, text: string, source: string): Promise<Job> =>
  client.jobs.update({ ref: id, ...readJobFile(text, source), expectedUpdatedAt: updatedAt })

/** An edit that cannot be saved is kept, so that the person can correct it. Returns the job itself if nothing was edited. */
async function editByHand(client: Client, job: Job): Promise<Job> {
  const path = join(mkdtempSync(join(tmpdir(), 'localflow-')), 'job.yaml')
  const before = writeJobFile(job)
  writeFileSync(path, before, { mode: 0o600 })
  const remove = (): void => rmSync(dirname(path), { recursive: true, force: true })
  const problem = openEditor(path)
  if (problem !== null) {
    remove()
    throw new AppError('invalid', `${problem} Nothing was changed. Set EDITOR to another editor, or pass a file with -f.`)
  }
  try {
    const text = readFileSync(path, 'utf8')
    const changed = text === before ? job : await save(client, job, text, 'your edit')
    remove()
    return changed
  } catch (error) {
    err(`Your edit is kept in ${path}. Correct it and save it with: lf job edit ${JSON.stringify(job.name)} -f ${path}`)
    throw error
  }
}

/** Why the file was not edited, as a sentence; null if it was. */
function openEditor(path: string): string | null {
  const [file = 'vi', ...args] = (process.env['VISUAL'] || process.env['EDITOR'] || 'vi').split(/\s+/)
  const { error, status } = spawnSync(file, [...args, path], { stdio: 'inherit' })
  if (error !== undefined) return `Could not run the editor "${file}".`
  return status === 0 ? null : `The editor "${file}" ended with an error.`
}
