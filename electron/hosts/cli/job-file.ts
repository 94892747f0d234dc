import { parse, stringify } from 'yaml'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { type Job, JobDraft } from '../../../shared/model/job.ts'

const words = z.union([z.array(z.string()), z.string().transform((text) => text.trim().split(/\s+/))])

/** A job as people write it in a file: `script` or `command`, and times in seconds. */
const JobFile = z
  .strictObject({
    name: z.string(),
    script: z.string().optional(),
    interpreter: words.optional(),
    command: z.array(z.coerce.string()).min(1).optional(),
    cwd: z.string().nullish(),
    env: z.record(z.string(), z.coerce.string()).optional(),
    timeout: z.number().positive().nullish(),
    enabled: z.boolean().optional(),
  })
  .refine((file) => (file.script === undefined) !== (file.command === undefined), 'needs either "script" or "command"')

/** Reads YAML or JSON. Throws `invalid` with the line, or the field, that is wrong. */
export function readJobFile(text: string, source: string): JobDraft {
  const file = JobFile.safeParse(parseText(text, source))
  if (!file.success) throw invalid(source, file.error)
  const { name, script, interpreter, command, cwd, env, timeout, enabled } = file.data
  const draft = JobDraft.safeParse({
    name,
    body:
      script === undefined
        ? { kind: 'command', command: command?.[0], args: command?.slice(1) }
        : { kind: 'script', script, interpreter },
    cwd: cwd ?? null,
    env,
    timeoutMs: timeout == null ? null : Math.round(timeout * 1_000),
    enabled,
  })
  if (!draft.success) throw invalid(source, draft.error)
  return draft.data
}

function parseText(text: string, source: string): unknown {
  try {
    return parse(text, { maxAliasCount: 100 })
  } catch (error) {
    throw new AppError('invalid', `${source} is not valid YAML or JSON: ${(error as Error).message}`)
  }
}

function invalid(source: string, { issues }: z.ZodError): AppError {
  const list = issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return new AppError(
    'invalid',
    `${source}: ${list.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ')}`,
    list,
  )
}

/** The same form, so that what `show` prints, `create` and `edit` read. */
export function writeJobFile(job: Job): string {
  const { body } = job
  const what =
    body.kind === 'script' ? { interpreter: body.interpreter, script: body.script } : { command: [body.command, ...body.args] }
  return stringify({
    name: job.name,
    ...what,
    ...(job.cwd === null ? {} : { cwd: job.cwd }),
    ...(Object.keys(job.env).length === 0 ? {} : { env: job.env }),
    ...(job.timeoutMs === null ? {} : { timeout: job.timeoutMs / 1_000 }),
    enabled: job.enabled,
  })
}
