import { AppError } from '../../../../shared/errors.ts'
import { JobDraft } from '../../../../shared/model/job.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { readJobFile } from '../read-job-file.ts'
import { readText } from '../read-text.ts'
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
  const draft =
    options.file === undefined
      ? await draftOfFlags(name, command, options)
      : readJobFile(await readText(options.file), options.file)
  return withClient(global, 'look', async (client) => {
    const job = await client.jobs.create(draft)
    if (options.json) printJson(job)
    else out(`job "${job.name}" created. Run it with: lf run ${JSON.stringify(job.name)}`)
    return exitCodes.done
  })
}

async function draftOfFlags(name: string | undefined, command: string[], options: CreateOptions): Promise<JobDraft> {
  if (name === undefined) throw new AppError('invalid', 'Give the job a name, or a file with -f.')
  if ((options.script === undefined) === (command.length === 0))
    throw new AppError('invalid', 'Give either --script FILE or a command behind "--".')
  const body =
    options.script === undefined
      ? { kind: 'command', command: command[0], args: command.slice(1) }
      : { kind: 'script', script: await readText(options.script), interpreter: options.interpreter?.trim().split(/\s+/) ?? [] }
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
