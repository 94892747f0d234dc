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
    else
      out(
        changed.version === job.version
          ? `Saved job "${changed.name}".`
          : `Saved job "${changed.name}" as version ${changed.version}.`,
      )
    return exitCodes.done
  })

const save = (client: Client, { id, updatedAt }: Job, text: string, source: string): Promise<Job> =>
  client.jobs.update({ ref: id, ...readJobFile(text, source), expectedUpdatedAt: updatedAt })

/** An edit that cannot be saved is kept, so that the person can correct it. */
async function editByHand(client: Client, job: Job): Promise<Job> {
  const path = join(mkdtempSync(join(tmpdir(), 'localflow-')), 'job.yaml')
  writeFileSync(path, writeJobFile(job), { mode: 0o600 })
  const remove = (): void => rmSync(dirname(path), { recursive: true, force: true })
  if (!openEditor(path)) {
    remove()
    throw new AppError(
      'invalid',
      'Could not edit the job: the editor failed. Nothing was changed. Set EDITOR to another editor, or pass a file with -f.',
    )
  }
  try {
    const changed = await save(client, job, readFileSync(path, 'utf8'), 'your edit')
    remove()
    return changed
  } catch (error) {
    err(`Your edit is kept in ${path}. Correct it and save it with: lf job edit ${JSON.stringify(job.name)} -f ${path}`)
    throw error
  }
}

/** False if the editor could not be started or failed. */
function openEditor(path: string): boolean {
  const [file = 'vi', ...args] = (process.env['VISUAL'] || process.env['EDITOR'] || 'vi').split(/\s+/)
  const { error, status } = spawnSync(file, [...args, path], { stdio: 'inherit' })
  return error === undefined && status === 0
}
