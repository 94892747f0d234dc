import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { AppError } from '../../../../shared/errors.ts'
import { type Job, JobDraft } from '../../../../shared/model/job.ts'
import type { JobSummary } from '../../../../shared/model/run.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { readJobFile, writeJobFile } from '../job-file.ts'
import { duration, out, outSource, printJson, statusText, table } from '../print.ts'
import { type Json, withClient } from './runs.ts'

export const listJobs = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items: JobSummary[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await client.jobs.list(cursor === '' ? { limit: 500 } : { limit: 500, cursor })
      items.push(...page.items)
      cursor = page.nextCursor
    }
    if (options.json) printJson(items)
    else if (items.length === 0) out('No jobs yet. Make one with: lf job create NAME -- COMMAND ARG…')
    else out(table(['JOB', 'ON', 'VERSION', 'LAST RUN', 'AVERAGE', 'RUNS'], items.map(jobLine)))
    return exitCodes.done
  })

function jobLine(job: JobSummary): string[] {
  const last = job.lastRuns.at(-1)
  return [
    job.name,
    job.enabled ? 'on' : 'off',
    String(job.version),
    last ? statusText(last.status, last.reason) : '',
    duration(job.averageMs),
    job.preview.slice(0, 60),
  ]
}

const show = (job: Job, { json }: Json): number => {
  if (json) printJson(job)
  else outSource(`${writeJobFile(job).trimEnd()}\n`)
  return exitCodes.done
}

export const showJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => show(await client.jobs.get({ ref }), options))

export type CreateOptions = Json & {
  file?: string
  script?: string
  interpreter?: string
  cwd?: string
  env?: string[]
  timeout?: number
}

export async function createJob(
  global: Global,
  name: string | undefined,
  command: string[],
  options: CreateOptions,
): Promise<number> {
  const draft =
    options.file === undefined ? draftOfFlags(name, command, options) : readJobFile(await readInput(options.file), options.file)
  return withClient(global, 'look', async (client) => {
    const job = await client.jobs.create(draft)
    if (options.json) printJson(job)
    else out(`job "${job.name}" created. Run it with: lf run ${JSON.stringify(job.name)}`)
    return exitCodes.done
  })
}

function draftOfFlags(name: string | undefined, command: string[], options: CreateOptions): JobDraft {
  if (name === undefined) throw new AppError('invalid', 'Give the job a name, or a file with -f.')
  if ((options.script === undefined) === (command.length === 0))
    throw new AppError('invalid', 'Give either --script FILE or a command behind "--".')
  const body =
    options.script === undefined
      ? { kind: 'command', command: command[0], args: command.slice(1) }
      : { kind: 'script', script: readText(options.script), interpreter: options.interpreter?.trim().split(/\s+/) ?? [] }
  const env = Object.fromEntries((options.env ?? []).map(readPair))
  const draft = JobDraft.safeParse({
    name,
    body,
    cwd: options.cwd ?? null,
    env,
    timeoutMs: options.timeout === undefined ? null : Math.round(options.timeout * 1_000),
  })
  if (draft.success) return draft.data
  throw new AppError('invalid', draft.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

function readPair(pair: string): [string, string] {
  const at = pair.indexOf('=')
  if (at < 1) throw new AppError('invalid', `--env wants NAME=VALUE, not "${pair}".`)
  return [pair.slice(0, at), pair.slice(at + 1)]
}

/** Takes the new definition from a file, or lets the person change the present one in their editor. */
export const editJob = (global: Global, ref: string, options: Json & { file?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.get({ ref })
    const before = writeJobFile(job)
    const after = options.file === undefined ? editText(before) : await readInput(options.file)
    const changed = await client.jobs.update({
      ref: job.id,
      ...readJobFile(after, options.file ?? 'the edited job'),
      expectedUpdatedAt: job.updatedAt,
    })
    if (options.json) printJson(changed)
    else
      out(
        changed.version === job.version
          ? `job "${changed.name}" saved`
          : `job "${changed.name}" saved as version ${changed.version}`,
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
        `The editor "${file}" did not end well; nothing was changed. Choose another with EDITOR, or give a file with -f.`,
      )
    return readFileSync(path, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export const switchJob = (global: Global, ref: string, enabled: boolean, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.setEnabled({ ref, enabled })
    if (options.json) printJson(job)
    else out(`job "${job.name}" is ${job.enabled ? 'on' : 'off'}`)
    return exitCodes.done
  })

export const deleteJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, skippedRuns } = await client.jobs.remove({ ref })
    if (options.json) printJson({ id, skippedRuns })
    else
      out(
        `job deleted; its history stays${skippedRuns > 0 ? `, ${skippedRuns} queued runs were skipped` : ''}. Undo with: lf job restore ${id}`,
      )
    return exitCodes.done
  })

export const restoreJob = (global: Global, id: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.restore({ ref: id })
    if (options.json) printJson(job)
    else out(`job "${job.name}" is back`)
    return exitCodes.done
  })

const readInput = (path: string): Promise<string> | string => (path === '-' ? text(process.stdin) : readText(path))

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('not-found', `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}
