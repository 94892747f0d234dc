import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { ownZone } from '../../../../shared/cron/preview.ts'
import { planCrontab } from '../../../../shared/crontab/plan.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ImportPlan, PlannedJob } from '../../../../shared/import/plan.ts'
import { planSystemd, type UnitFile } from '../../../../shared/systemd/plan.ts'
import type { Connected, Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, outSource, printJson } from '../print.ts'
import { type Json, withClient } from './runs.ts'

type Client = Connected['client']
type Failed = { source: string; name: string; message: string }

/** What is common to all that can be taken over. */
type Options = Json & { dryRun?: boolean; off?: boolean }
export type CrontabOptions = Options & { system?: boolean; commentOut?: boolean; restore?: boolean }
export type SystemdOptions = Options & { disable?: boolean }

/** Takes over the lines of a crontab: each becomes a job with what sets it off. */
export async function importCrontab(global: Global, path: string | undefined, options: CrontabOptions): Promise<number> {
  if (options.commentOut && path !== undefined)
    throw new AppError('invalid', '--comment-out is for your own crontab: leave the file out.')
  if (options.restore) return restoreCrontab(global, options)
  const planOf = (original: string): ImportPlan =>
    planCrontab(original, options.system ? 'system' : 'user', ownZone(), !options.off)
  if (path !== undefined) {
    const plan = planOf(await readInput(path))
    return options.dryRun ? report(plan, [], options, null) : withClient(global, 'look', (client) => take(client, plan, options))
  }
  return withClient(global, 'look', async (client) => {
    const { crontab, problem } = await client.imports.found({ kind: 'crontab' })
    if (crontab === null) throw new AppError('not-found', problem ?? 'You have no crontab.')
    const plan = planOf(crontab)
    if (options.dryRun) return report(plan, [], options, null)
    return take(client, plan, options, async (done) => {
      if (!options.commentOut)
        return 'The crontab was left as it is: what it runs, it runs as well, until you take it out (--comment-out does).'
      await client.imports.disable({ kind: 'crontab', text: crontab, lines: done.map(lineOf) })
      return 'They are commented out in your crontab; lf import crontab --restore takes that back.'
    })
  })
}

/** What --comment-out did is taken back. */
async function restoreCrontab(global: Global, { json, dryRun }: Options): Promise<number> {
  if (dryRun) throw new AppError('invalid', '--restore has nothing to try: leave --dry-run out.')
  return withClient(global, 'look', async (client) => {
    await client.imports.restore({ kind: 'crontab' })
    if (json) printJson({ restored: true })
    else out('Your crontab runs its lines again. The jobs are still here: turn off or delete what is not to run twice.')
    return exitCodes.done
  })
}

const lineOf = ({ source }: PlannedJob): number => Number(source.replace('line ', ''))

/** Takes over timers with their services: from files and folders, or those of this person. */
export async function importSystemd(global: Global, paths: string[], options: SystemdOptions): Promise<number> {
  if (options.disable && paths.length > 0) throw new AppError('invalid', '--disable is for your own timers: leave the files out.')
  const planOf = (units: UnitFile[]): ImportPlan => planSystemd(units, ownZone(), Date.now(), !options.off)
  if (paths.length > 0) {
    const plan = planOf(await readUnits(paths))
    return options.dryRun ? report(plan, [], options, null) : withClient(global, 'look', (client) => take(client, plan, options))
  }
  return withClient(global, 'look', async (client) => {
    const { units, problem } = await client.imports.found({ kind: 'systemd' })
    if (units.length === 0) throw new AppError('not-found', problem ?? 'You have no timers.')
    const plan = planOf(units)
    if (options.dryRun) return report(plan, [], options, null)
    return take(client, plan, options, async (done) => {
      if (!options.disable)
        return 'The timers were left as they are: what they start, they start as well, until you disable them (--disable does).'
      const enabled = new Set(units.filter((unit) => unit.enabled).map(({ name }) => name))
      const timers = done.map(({ source }) => source).filter((name) => enabled.has(name))
      if (timers.length === 0) return 'None of the timers was enabled.'
      await client.imports.disable({ kind: 'systemd', timers })
      return `The timers are disabled; lf import restore-timers ${timers.join(' ')} takes that back.`
    })
  })
}

/** Timers that were disabled run again. */
export const restoreTimers = (global: Global, timers: string[], options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    await client.imports.restore({ kind: 'systemd', timers })
    if (options.json) printJson({ timers })
    else out('The timers run again. The jobs are still here: turn off or delete what is not to run twice.')
    return exitCodes.done
  })

/** Makes what was planned; `after` does what is to be done with the original, and says so. */
async function take(
  client: Client,
  plan: ImportPlan,
  options: Options,
  after: (done: PlannedJob[]) => Promise<string | null> = async () => null,
): Promise<number> {
  const failed: Failed[] = []
  const done: PlannedJob[] = []
  for (let at = 0; at < plan.planned.length; at += atOnce) {
    const some = plan.planned.slice(at, at + atOnce)
    const jobs = some.map(({ job, schedules, triggers }) => ({ job, schedules, triggers }))
    const { items } = await client.imports.take({ jobs })
    for (const [index, one] of some.entries()) {
      const message = items[index]?.message ?? null
      if (message === null) done.push(one)
      else failed.push({ source: one.source, name: one.job.name, message })
    }
  }
  // What was made is told of, whatever becomes of the originals.
  const words = done.length > 0 ? await after(done).catch((error: unknown) => error as Error) : null
  report({ planned: done, problems: plan.problems }, failed, options, words instanceof Error ? null : words)
  if (words instanceof Error) err(`The jobs were made, but what they were made of still runs: ${words.message}`)
  const isWhole = failed.length === 0 && !(words instanceof Error) && (done.length > 0 || plan.problems.length === 0)
  return isWhole ? exitCodes.done : exitCodes.failed
}

const atOnce = 100

function report(
  { planned, problems }: ImportPlan,
  failed: Failed[],
  { json, dryRun, off }: Options,
  words: string | null,
): number {
  if (json) {
    const imported = planned.map(({ source, job, preview, when, differences }) => ({
      source,
      name: job.name,
      command: preview,
      text: when,
      differences,
    }))
    printJson({ imported, problems, failed, dryRun: dryRun ?? false })
    return exitCodes.done
  }
  for (const { source, job, preview, when, differences } of planned)
    out(
      [`${source}: "${job.name}"`, `  ${when}`, `  ${preview}`, ...differences.map((difference) => `  - ${difference}`)].join(
        '\n',
      ),
    )
  for (const { source, name, message } of failed) err(`${source}: "${name}" was not imported: ${message}`)
  for (const { source, text: original, message } of problems)
    err(
      [
        `${source === '' ? '' : `${source} `}cannot be taken over${original.trim() === '' ? '' : `: ${original.trim()}`}`,
        `  ${message}`,
      ].join('\n'),
    )
  const count = `${planned.length} ${planned.length === 1 ? 'job' : 'jobs'}`
  out(
    dryRun
      ? `${count} would be imported; nothing was changed.`
      : `${count} imported${off ? ', turned off' : ''}. What was missed there is missed here: change that in the schedule.`,
  )
  if (words !== null) out(words)
  return exitCodes.done
}

async function readInput(path: string): Promise<string> {
  if (path === '-') return text(process.stdin)
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid', `"${path}" cannot be read (${error.code}).`)
  })
}

/** Files as they are named, and the units in folders. */
async function readUnits(paths: string[]): Promise<UnitFile[]> {
  const files: string[] = []
  for (const path of paths) {
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      throw new AppError('invalid', `"${path}" cannot be read (${error.code}).`)
    })
    if (!stats.isDirectory()) files.push(path)
    else files.push(...(await readdir(path)).filter((name) => /\.(timer|service)$/.test(name)).map((name) => join(path, name)))
  }
  return Promise.all(files.map(async (path) => ({ name: basename(path), text: await readInput(path) })))
}

/** The schedules as a crontab; what cannot be said in one goes to stderr. */
export const exportCrontab = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { text: crontab, left, isCut } = await client.imports.exportCrontab()
    if (options.json) {
      printJson({ text: crontab, left, isCut })
      return exitCodes.done
    }
    outSource(crontab)
    for (const { job, why } of left) err(`"${job}" is not in it: ${why}`)
    if (crontab === '' && left.length === 0) err('No job has a schedule.')
    if (isCut) err('There are more jobs than one crontab takes: only the first are in it.')
    return exitCodes.done
  })
