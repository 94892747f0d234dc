import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Client } from '../../../../shared/contract/contract.ts'
import { planCrontab } from '../../../../shared/crontab/plan.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { ImportPlan, PlannedJob } from '../../../../shared/import/plan.ts'
import { planSystemd, type UnitFile } from '../../../../shared/systemd/plan.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson } from '../print.ts'
import { readText, unreadable } from '../read-text.ts'
import { ownZone } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'
import { isDisabled, type Options, report, take } from './take-over.ts'

export type CrontabOptions = Options & { system?: boolean; commentOut?: boolean; restore?: boolean }
export type SystemdOptions = Options & { disable?: boolean }

/** Imports a crontab: each line becomes a job with a schedule or trigger. */
export async function importCrontab(global: Global, path: string | undefined, options: CrontabOptions): Promise<number> {
  if (options.commentOut && path !== undefined)
    throw new AppError('invalid', '--comment-out works on your own crontab only: leave out the file.')
  if (options.restore) return restoreCrontab(global, options)
  const planOf = (original: string): ImportPlan =>
    planCrontab(original, options.system ? 'system' : 'user', ownZone(), !isDisabled(options))
  if (path !== undefined) {
    const plan = planOf(await readText(path))
    return options.dryRun
      ? report(plan, [], options, null)
      : withClient(global, 'define', (client) => take(client, plan, options))
  }
  return withClient(global, 'define', async (client) => {
    const { crontab, problem } = await client.imports.found({ kind: 'crontab' })
    if (crontab === null) throw new AppError('not-found', problem ?? 'Could not import: you have no crontab.')
    const plan = planOf(crontab)
    if (options.dryRun) return report(plan, [], options, null)
    return take(client, plan, options, (done) => retireLines(client, crontab, done, options))
  })
}

/** Comments out the imported lines if asked to, and reports what happened to them. */
async function retireLines(client: Client, crontab: string, done: PlannedJob[], { commentOut }: CrontabOptions): Promise<string> {
  if (!commentOut)
    return 'Your crontab is unchanged, so cron runs these lines too. Comment them out with --comment-out, or edit it with: crontab -e'
  await client.imports.disable({ kind: 'crontab', text: crontab, lines: done.map(lineOf) })
  return 'Commented them out in your crontab. Undo that with: lf import crontab --restore'
}

/** Undoes --comment-out. */
async function restoreCrontab(global: Global, { json, dryRun }: Options): Promise<number> {
  if (dryRun) throw new AppError('invalid', '--restore cannot be combined with --dry-run.')
  return withClient(global, 'look', async (client) => {
    await client.imports.restore({ kind: 'crontab' })
    if (json) printJson({ restored: true })
    else
      out('Cron runs the lines of your crontab again. The imported jobs stay: disable or delete those that must not run twice.')
    return exitCodes.done
  })
}

const lineOf = ({ source }: PlannedJob): number => Number(source.replace('line ', ''))

/** Imports timers with their services, from files and folders or those of this account. */
export async function importSystemd(global: Global, paths: string[], options: SystemdOptions): Promise<number> {
  if (options.disable && paths.length > 0)
    throw new AppError('invalid', '--disable works on your own timers only: leave out the files.')
  const planOf = (units: UnitFile[]): ImportPlan => planSystemd(units, ownZone(), Date.now(), !isDisabled(options))
  if (paths.length > 0) {
    const plan = planOf(await readUnits(paths))
    return options.dryRun
      ? report(plan, [], options, null)
      : withClient(global, 'define', (client) => take(client, plan, options))
  }
  return withClient(global, 'define', async (client) => {
    const { units, problem } = await client.imports.found({ kind: 'systemd' })
    if (units.length === 0) throw new AppError('not-found', problem ?? 'Could not import: you have no timers.')
    const plan = planOf(units)
    if (options.dryRun) return report(plan, [], options, null)
    return take(client, plan, options, (done) => retireTimers(client, units, done, options))
  })
}

/** Disables the imported timers if asked to, and reports what happened to them. */
async function retireTimers(client: Client, units: UnitFile[], done: PlannedJob[], { disable }: SystemdOptions): Promise<string> {
  if (!disable)
    return 'Your timers are unchanged, so systemd starts these services too. Disable the timers with --disable, or with: systemctl --user disable'
  const enabled = new Set(units.filter((unit) => unit.enabled).map(({ name }) => name))
  const timers = done.map(({ source }) => source).filter((name) => enabled.has(name))
  if (timers.length === 0) return 'None of the timers was enabled, so none had to be disabled.'
  await client.imports.disable({ kind: 'systemd', timers })
  return `Disabled the timers. Undo that with: lf import restore-timers ${timers.join(' ')}`
}

/** Enables timers again that --disable disabled. */
export const restoreTimers = (global: Global, timers: string[], options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    await client.imports.restore({ kind: 'systemd', timers })
    if (options.json) printJson({ timers })
    else out('The timers are enabled again. The imported jobs stay: disable or delete those that must not run twice.')
    return exitCodes.done
  })

/** The files, and all units in the folders. */
async function readUnits(paths: string[]): Promise<UnitFile[]> {
  const files: string[] = []
  for (const path of paths) {
    const stats = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    if (!stats.isDirectory()) files.push(path)
    else files.push(...(await readdir(path)).filter((name) => /\.(timer|service)$/.test(name)).map((name) => join(path, name)))
  }
  return Promise.all(files.map(async (path) => ({ name: basename(path), text: await readText(path) })))
}
