import { planCrontab } from '../../../shared/crontab/plan.ts'
import type { ImportPlan, PlannedJob } from '../../../shared/import/plan.ts'
import { planSystemd, type UnitFile } from '../../../shared/systemd/plan.ts'
import { client } from '../../api/client.ts'
import type { words } from './words.ts'

export type Source = keyof typeof words.sources

/** The text of a scheduler, before a person chose the jobs to import. */
export type Original =
  | { kind: 'crontab'; text: string; isOwn: boolean; form: 'user' | 'system' }
  | { kind: 'systemd'; files: UnitFile[]; isOwn: boolean }

export const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** Why there is nothing to import. */
export class NothingFound extends Error {}

/** Reads the person's own crontab or timers. Throws `NothingFound` where there are none, and an error that a person can read. */
export async function readOwn(kind: 'crontab' | 'systemd'): Promise<Original> {
  const { crontab, units, problem, isEmpty } = await client.imports.found({ kind })
  if (problem !== null) throw isEmpty ? new NothingFound(problem) : new Error(problem)
  if (kind === 'systemd') return { kind, files: units, isOwn: true }
  return { kind, text: crontab ?? '', isOwn: true, form: 'user' }
}

export async function readFiles(list: File[]): Promise<UnitFile[]> {
  return Promise.all(list.map(async (file) => ({ name: file.name, text: await file.text() })))
}

export const planOf = (original: Original, enabled: boolean): ImportPlan =>
  original.kind === 'crontab'
    ? planCrontab(original.text, original.form, ownZone, enabled)
    : planSystemd(original.files, ownZone, Date.now(), enabled)

/** The originals that would run a second time: lines of the crontab as they are written, or enabled timers. */
export type Originals = { kind: 'crontab'; text: string; lines: number[] } | { kind: 'systemd'; timers: string[] }

/** Null: none of the originals runs. */
export function originalsOf(original: Original, planned: PlannedJob[]): Originals | null {
  if (original.kind === 'crontab') {
    const lines = planned.map(({ source }) => Number(source.replace('line ', '')))
    return lines.length === 0 ? null : { kind: 'crontab', text: original.text, lines }
  }
  const enabled = new Set(original.files.filter((file) => file.enabled !== false).map(({ name }) => name))
  const timers = planned.map(({ source }) => source).filter((name) => enabled.has(name))
  return timers.length === 0 ? null : { kind: 'systemd', timers }
}

export const disable = (originals: Originals): Promise<unknown> => client.imports.disable(originals)

export function restore(originals: Originals): Promise<unknown> {
  if (originals.kind === 'systemd') return client.imports.restore(originals)
  const all = originals.text.split('\n')
  return client.imports.restore({ kind: 'crontab', lines: originals.lines.map((line) => all[line - 1] ?? '') })
}
