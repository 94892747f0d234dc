import { planCrontab } from '../../../shared/crontab/plan.ts'
import type { ImportPlan, PlannedJob } from '../../../shared/import/plan.ts'
import { planSystemd, type UnitFile } from '../../../shared/systemd/plan.ts'
import { client } from '../../api/client.ts'

/** Where what is taken over comes from. */
export const sources = {
  crontab: 'My crontab',
  systemd: 'My systemd timers',
  text: 'A crontab that I paste or open',
  files: 'Timers and services from files',
} as const
export type Source = keyof typeof sources

/** What was read, before it is known what of it is wanted. */
export type Original =
  | { kind: 'crontab'; text: string; isOwn: boolean; form: 'user' | 'system' }
  | { kind: 'systemd'; files: UnitFile[]; isOwn: boolean }

export const ownZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What this person's computer runs already. Throws, in words, where there is nothing. */
export async function readOwn(kind: 'crontab' | 'systemd'): Promise<Original> {
  const { crontab, units, problem } = await client.imports.found({ kind })
  if (problem !== null) throw new Error(problem)
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

/** What of it is not to run twice: lines of the crontab as they stand there, or timers that are enabled. */
export type Originals = { kind: 'crontab'; text: string; lines: number[] } | { kind: 'systemd'; timers: string[] }

/** Null: nothing of it runs there. */
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
