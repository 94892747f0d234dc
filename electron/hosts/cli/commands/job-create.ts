import { resolve } from 'node:path'
import { AppError } from '../../../../shared/errors.ts'
import { type Job, JobDraft } from '../../../../shared/model/job.ts'
import { plainError } from '../../../../shared/model/plain-error.ts'
import type { NewJobs } from '../../../../shared/model/settings.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { noteHeader } from '../header-notes.ts'
import { invalidInput, namesOf, sentencesOf } from '../invalid-input.ts'
import { err, out, printJson } from '../print.ts'
import { readJobFile } from '../read-job-file.ts'
import { readText } from '../read-text.ts'
import { interpreterOfFile } from '../script-interpreter.ts'
import { type Json, withClient } from '../with-client.ts'

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
  const draft = options.file === undefined ? await draftOf(name, command, options) : await draftOfFile(name, command, options)
  return withClient(global, 'define', async (client) => {
    const { newJobs } = await client.settings.get()
    const job = await client.jobs.create(options.file === undefined ? withDefaults(draft, newJobs) : draft)
    if (options.json) printJson(job)
    else out(`Created job "${job.name}". Run it with: lf run ${JSON.stringify(job.name)}`)
    if (options.interpreter === undefined) noteInterpreter(job, options.script)
    noteHeader(job.body)
    for (const warning of job.warnings) err(`Warning: ${warning}`)
    const here = relativeWord(job)
    if (here !== undefined)
      err(
        `Note: the job runs in your home folder, so "${here}" may not be found. To run it in this folder, create it with: --cwd .`,
      )
    return exitCodes.done
  })
}

/** What no option says is as for any new job. */
const withDefaults = (draft: JobDraft, { timeoutMs, attempts, delayMs, muted }: NewJobs): JobDraft => ({
  ...draft,
  timeoutMs: draft.timeoutMs ?? timeoutMs,
  retry: { ...draft.retry, maxAttempts: attempts, backoff: { ...draft.retry.backoff, delayMs } },
  muted,
})

/** The file says everything but the name, which the command line may replace. */
async function draftOfFile(name: string | undefined, command: string[], options: CreateOptions): Promise<JobDraft> {
  const { file = '-', ...others } = options
  const excluded = (['script', 'interpreter', 'cwd', 'env', 'timeout'] as const).find((each) => others[each] !== undefined)
  if (excluded !== undefined || command.length > 0)
    throw new AppError(
      'invalid',
      `--file cannot be combined with ${excluded === undefined ? 'a command' : `--${excluded}`}: say it in the file.`,
    )
  return readJobFile(await readText(file), file, name)
}

async function draftOf(name: string | undefined, command: string[], options: CreateOptions): Promise<JobDraft> {
  if (name === undefined) throw new AppError('invalid', 'Could not create a job: it has no name. Give a name, or a file with -f.')
  if ((options.script === undefined) === (command.length === 0))
    throw new AppError('invalid', `Could not create job "${name}": give either --script FILE, or a command after "--".`)
  const body =
    options.script === undefined
      ? { kind: 'command', command: command[0], args: command.slice(1) }
      : await scriptBody(options.script, options.interpreter)
  const env = Object.fromEntries((options.env ?? []).map(readPair))
  const draft = JobDraft.safeParse(
    {
      name,
      body,
      cwd: options.cwd === undefined ? null : absolute(options.cwd),
      env,
      timeoutMs: options.timeout === undefined ? null : Math.round(options.timeout * 1_000),
    },
    { error: plainError },
  )
  if (draft.success) return draft.data
  throw invalidInput(`Could not create job "${name}"`, sentencesOf(draft.error.issues, optionOf))
}

async function scriptBody(path: string, named: string | undefined): Promise<object> {
  const script = await readText(path)
  return { kind: 'script', script, interpreter: named?.trim().split(/\s+/) ?? interpreterOfFile(path, script) }
}

/** A program that no option named is one that the person should know of. */
function noteInterpreter({ body }: Job, path: string | undefined): void {
  if (path === undefined || body.kind !== 'script' || body.interpreter.length === 0) return
  err(`Note: "${path}" has no #! line, so ${body.interpreter.join(' ')} runs it. To choose another program, use --interpreter.`)
}

const absolute = (folder: string): string => (/^~(\/|$)/.test(folder) ? folder : resolve(folder))

/** A word of the command that names a file by its place in the folder of the caller. */
const relativeWord = ({ body, cwd }: Job): string | undefined =>
  body.kind === 'command' && cwd === null ? [body.command, ...body.args].find((word) => /^\.\.?\//.test(word)) : undefined

const optionOf = namesOf({
  name: 'The name',
  body: 'The command',
  'body.script': '--script',
  'body.interpreter': '--interpreter',
  cwd: '--cwd',
  env: '--env',
  timeoutMs: '--timeout',
})

function readPair(pair: string): [string, string] {
  const at = pair.indexOf('=')
  if (at < 1) throw new AppError('invalid', `Could not read --env "${pair}": write it as NAME=VALUE.`)
  const name = pair.slice(0, at)
  if (/\s/.test(name))
    throw new AppError(
      'invalid',
      `Could not read --env "${pair}": the name of a variable has no spaces. Write it as NAME=VALUE, such as LEVEL=3.`,
    )
  return [name, pair.slice(at + 1)]
}
