import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Job, JobDetail } from '../../../../shared/model/job.ts'
import { unorganized } from '../../../../shared/model/organization.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { noteHeader } from '../header-notes.ts'
import { type OrganizeOptions, organizes } from '../organize-options.ts'
import { err, out, printJson } from '../print.ts'
import { readJobFile } from '../read-job-file.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { writeJobFile } from '../write-job-file.ts'
import { organize } from './organize.ts'

type Client = Connected['client']
type Edit = { file?: string; note?: string }

/** Reads the new definition from a file, or opens the current one in the person's editor. */
export const editJob = (global: Global, ref: string, options: Json & OrganizeOptions & Edit): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.get({ ref })
    const changed = await edited(client, job, options)
    const isOrganized = organizes(options) && (await organize(client, 'job', job.id, options))
    if (options.json) printJson(isOrganized ? await client.jobs.get({ ref: job.id }) : changed)
    else out(isOrganized && changed.updatedAt === job.updatedAt ? `Saved job "${job.name}".` : savedText(job, changed))
    if (changed.updatedAt !== job.updatedAt) noteHeader(changed.body)
    for (const warning of changed.warnings) err(`Warning: ${warning}`)
    return exitCodes.done
  })

async function edited(client: Client, job: JobDetail, options: OrganizeOptions & Edit): Promise<JobDetail> {
  const { file, note } = options
  if (file !== undefined) return save(client, job, await readText(file), file, { note })
  return organizes(options) ? job : editByHand(client, job, note)
}

function savedText(before: JobDetail, after: JobDetail): string {
  const { name, version, updatedAt } = after
  if (updatedAt === before.updatedAt) return 'No changes.'
  return version === before.version ? `Saved job "${name}".` : `Saved job "${name}" as version ${version}.`
}

const save = (client: Client, { id, updatedAt }: Job, text: string, source: string, before = {}): Promise<JobDetail> =>
  client.jobs.update({ ref: id, ...before, ...readJobFile(text, source), expectedUpdatedAt: updatedAt })

/** An edit that cannot be saved is kept, so that the person can correct it. Returns the job itself if nothing was edited. */
async function editByHand(client: Client, job: JobDetail, note: string | undefined): Promise<JobDetail> {
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
    const changed = text === before ? job : await save(client, job, text, 'your edit', { ...unorganized, note })
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
