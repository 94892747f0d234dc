import { planCrontab } from '../../../shared/crontab/plan.ts'
import type { ImportPlan } from '../../../shared/import/plan.ts'
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

export async function readFiles(list: FileList): Promise<UnitFile[]> {
  return Promise.all([...list].map(async (file) => ({ name: file.name, text: await file.text() })))
}

export const planOf = (original: Original, enabled: boolean): ImportPlan =>
  original.kind === 'crontab'
    ? planCrontab(original.text, original.form, ownZone, enabled)
    : planSystemd(original.files, ownZone, Date.now(), enabled)
