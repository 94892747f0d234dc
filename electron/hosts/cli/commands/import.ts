import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { Client } from '../../../../shared/contract/contract.ts'
import { ownZone } from '../../../../shared/cron/preview.ts'
import { planCrontab } from '../../../../shared/crontab/plan.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ImportPlan, PlannedJob } from '../../../../shared/import/plan.ts'
import { planSystemd, type UnitFile } from '../../../../shared/systemd/plan.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'
import { type Options, report, take } from './take-over.ts'

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
    return take(client, plan, options, (done) => retireLines(client, crontab, done, options))
  })
}

/** Comments out the imported lines if asked to, and reports what happened to them. */
async function retireLines(client: Client, crontab: string, done: PlannedJob[], { commentOut }: CrontabOptions): Promise<string> {
  if (!commentOut)
    return 'The crontab was left as it is: what it runs, it runs as well, until you take it out (--comment-out does).'
  await client.imports.disable({ kind: 'crontab', text: crontab, lines: done.map(lineOf) })
  return 'They are commented out in your crontab; lf import crontab --restore takes that back.'
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
    return take(client, plan, options, (done) => retireTimers(client, units, done, options))
  })
}

/** Disables the imported timers if asked to, and reports what happened to them. */
async function retireTimers(client: Client, units: UnitFile[], done: PlannedJob[], { disable }: SystemdOptions): Promise<string> {
  if (!disable)
    return 'The timers were left as they are: what they start, they start as well, until you disable them (--disable does).'
  const enabled = new Set(units.filter((unit) => unit.enabled).map(({ name }) => name))
  const timers = done.map(({ source }) => source).filter((name) => enabled.has(name))
  if (timers.length === 0) return 'None of the timers was enabled.'
  await client.imports.disable({ kind: 'systemd', timers })
  return `The timers are disabled; lf import restore-timers ${timers.join(' ')} takes that back.`
}

/** Timers that were disabled run again. */
export const restoreTimers = (global: Global, timers: string[], options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    await client.imports.restore({ kind: 'systemd', timers })
    if (options.json) printJson({ timers })
    else out('The timers run again. The jobs are still here: turn off or delete what is not to run twice.')
    return exitCodes.done
  })

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
