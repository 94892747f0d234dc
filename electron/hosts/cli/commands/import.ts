import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { ownZone } from '../../../../shared/cron/preview.ts'
import { type CrontabEntry, type CrontabProblem, parseCrontab } from '../../../../shared/crontab/parse.ts'
import { AppError } from '../../../../shared/errors.ts'
import { JobDraft } from '../../../../shared/model/job.ts'
import { ScheduleDraft } from '../../../../shared/model/schedule.ts'
import { describeSchedule } from '../../../../shared/schedule/describe.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, printJson } from '../print.ts'
import { type Json, withClient } from './runs.ts'

export type ImportOptions = Json & { dryRun?: boolean; system?: boolean; off?: boolean; commentOut?: boolean; restore?: boolean }

type Planned = { entry: CrontabEntry; job: JobDraft; schedule: ScheduleDraft }
type Failed = { line: number; name: string; message: string }

/** Before a line of a crontab that LocalFlow runs in its place. */
const mark = '#localflow# '

/** Takes over the lines of a crontab: each becomes a job with a schedule. What cannot be taken over is named, with its line. */
export async function importCrontab(global: Global, path: string | undefined, options: ImportOptions): Promise<number> {
  if (options.restore) return restoreOriginal()
  if (options.commentOut && path !== undefined)
    throw new AppError('invalid', '--comment-out is for your own crontab: leave the file out.')
  const original = path === undefined ? ownCrontab() : await readInput(path)
  const { entries, problems } = parseCrontab(original, options.system ? 'system' : 'user')
  const planned = entries.map((entry) => plan(entry, !options.off))
  if (options.dryRun) {
    report(planned, problems, [], options)
    return exitCodes.done
  }
  return withClient(global, 'look', async (client) => {
    const failed: Failed[] = []
    const done: Planned[] = []
    for (const one of planned) {
      const message = await take(client, one)
      if (message === null) done.push(one)
      else failed.push({ line: one.entry.line, name: one.job.name, message })
    }
    if (options.commentOut && done.length > 0) installCrontab(withMarks(original, new Set(done.map(({ entry }) => entry.line))))
    report(done, problems, failed, options)
    return failed.length > 0 ? exitCodes.failed : exitCodes.done
  })
}

/** As cron has it: runs beside each other, and what was missed stays missed. */
function plan(entry: CrontabEntry, enabled: boolean): Planned {
  const { name, shell, command, stdin, env, expr, tz } = entry
  return {
    entry,
    job: JobDraft.parse({
      name,
      body: { kind: 'command', command: shell, args: ['-c', command] },
      env,
      stdin: stdin === null ? null : { from: 'text', text: stdin },
      overlap: 'allow',
    }),
    schedule: ScheduleDraft.parse({
      timing: { kind: 'cron', expr },
      tz: tz ?? ownZone(),
      missed: { policy: 'none' },
      enabled,
    }),
  }
}

/** Gives what is wrong, if anything is. A job whose schedule cannot be made is not left behind. */
async function take(client: Connected['client'], { job, schedule }: Planned): Promise<string | null> {
  try {
    const made = await client.jobs.create(job)
    try {
      await client.schedules.create({ job: made.id, ...schedule })
    } catch (error) {
      await client.jobs.remove({ ref: made.id })
      throw error
    }
    return null
  } catch (error) {
    return (error as Error).message
  }
}

function report(
  planned: Planned[],
  problems: CrontabProblem[],
  failed: Failed[],
  { json, dryRun, off, commentOut }: ImportOptions,
): void {
  if (json) {
    const imported = planned.map(({ entry, schedule }) => ({
      line: entry.line,
      name: entry.name,
      command: entry.command,
      text: describeSchedule(schedule),
      tz: schedule.tz,
      differences: entry.differences,
    }))
    return printJson({ imported, problems, failed, dryRun: dryRun ?? false })
  }
  for (const { entry, schedule } of planned)
    out(
      [
        `line ${entry.line}: "${entry.name}"`,
        `  ${describeSchedule(schedule)} (${schedule.tz})`,
        `  ${entry.command}`,
        ...entry.differences.map((words) => `  - ${words}`),
      ].join('\n'),
    )
  for (const { line, name, message } of failed) err(`line ${line}: "${name}" was not imported: ${message}`)
  for (const { line, text: words, message } of problems) err(`line ${line} cannot be taken over: ${words.trim()}\n  ${message}`)
  const count = `${planned.length} ${planned.length === 1 ? 'line' : 'lines'}`
  out(
    dryRun
      ? `${count} would be imported; nothing was changed.`
      : `${count} imported${off ? ', turned off' : ''}. As with cron, what is missed stays missed: change that in the schedule.`,
  )
  if (!dryRun && planned.length > 0)
    out(
      commentOut
        ? 'They are commented out in your crontab; lf import crontab --restore takes that back.'
        : 'The crontab was left as it is: what it runs, it runs as well, until you take it out (--comment-out does).',
    )
}

async function readInput(path: string): Promise<string> {
  if (path === '-') return text(process.stdin)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new AppError('invalid', `"${path}" cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function ownCrontab(): string {
  const { status, stdout, stderr, error } = spawnSync('crontab', ['-l'], { encoding: 'utf8' })
  if (error) throw new AppError('not-found', 'There is no program "crontab" here. Name a file with a crontab.')
  if (status !== 0) throw new AppError('not-found', stderr.trim() || 'You have no crontab.')
  return stdout
}

function installCrontab(content: string): void {
  const { status, stderr, error } = spawnSync('crontab', ['-'], { input: content, encoding: 'utf8' })
  if (error || status !== 0) throw new AppError('unavailable', `Your crontab was not changed: ${error?.message ?? stderr.trim()}`)
}

const withMarks = (content: string, lines: ReadonlySet<number>): string =>
  content
    .split('\n')
    .map((words, index) => (lines.has(index + 1) ? `${mark}${words}` : words))
    .join('\n')

/** Takes back what --comment-out did. */
function restoreOriginal(): number {
  const before = ownCrontab()
  const after = before.replaceAll(new RegExp(`^${mark}`, 'gm'), '')
  if (after === before) throw new AppError('not-found', 'Nothing in your crontab was commented out by LocalFlow.')
  installCrontab(after)
  out('Your crontab runs its lines again. The jobs are still here: turn off or delete what is not to run twice.')
  return exitCodes.done
}
