import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { readJobFile } from '../read-job-file.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { writeJobFile } from '../write-job-file.ts'

/** Reads the new definition from a file, or opens the current one in the person's editor. */
export const editJob = (global: Global, ref: string, options: Json & { file?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.get({ ref })
    const before = writeJobFile(job)
    const after = options.file === undefined ? editText(before) : await readText(options.file)
    const changed = await client.jobs.update({
      ref: job.id,
      ...readJobFile(after, options.file ?? 'the edited job'),
      expectedUpdatedAt: job.updatedAt,
    })
    if (options.json) printJson(changed)
    else
      out(
        changed.version === job.version
          ? `Saved job "${changed.name}".`
          : `Saved job "${changed.name}" as version ${changed.version}.`,
      )
    return exitCodes.done
  })

function editText(before: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'localflow-'))
  const path = join(folder, 'job.yaml')
  try {
    writeFileSync(path, before, { mode: 0o600 })
    const [file = 'vi', ...args] = (process.env['VISUAL'] || process.env['EDITOR'] || 'vi').split(/\s+/)
    const { error, status } = spawnSync(file, [...args, path], { stdio: 'inherit' })
    if (error || status !== 0)
      throw new AppError(
        'invalid',
        `Could not edit the job: the editor "${file}" failed. Nothing was changed. Set EDITOR to another editor, or pass a file with -f.`,
      )
    return readFileSync(path, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
