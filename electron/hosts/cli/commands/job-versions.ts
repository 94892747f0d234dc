import { createTwoFilesPatch } from 'diff'
import type { Actor } from '../../../../shared/model/actor.ts'
import type { FieldChange } from '../../../../shared/model/field-changes.ts'
import type { VersionUse } from '../../../../shared/model/job.ts'
import { allPages } from '../all-pages.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, shortened, statusText, table } from '../print.ts'
import { timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

type Kind = 'job' | 'pipeline'
type Listed = { version: number; note: string; changes: string; createdAt: number; actor: Actor }

/** `lf job versions` and `lf pipeline versions`: newest first. */
export const listVersionsOf = (kind: Kind, global: Global, ref: string, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items =
      kind === 'job'
        ? await allPages((page) => client.jobs.versions({ ref, ...page }))
        : await allPages((page) => client.pipelines.versions({ ref, ...page }))
    if (json) printJson(items)
    else out(table(['VERSION', 'SAVED', 'BY', 'RUNS', 'LAST RUN', 'NOTE'], items.map(versionLine)))
    return exitCodes.done
  })

const versionLine = ({ version, createdAt, actor, note, changes, ...use }: Listed & VersionUse): string[] => [
  String(version),
  timeText(createdAt),
  actor.name,
  ...useOf(use),
  shortened(note === '' ? changes : note),
]

/** How many runs a version had, and the newest of them. */
export const useOf = ({ runs, lastRun }: VersionUse): [runs: string, last: string] => [
  String(runs),
  lastRun === null ? '' : `${lastRun.number} ${statusText(lastRun.status, lastRun.reason, null)}`,
]

type Pair = { from: number; to: number | undefined }

/** `lf job diff` and `lf pipeline diff`: fields on a line each, longer texts line by line. */
export const diffVersions = (kind: Kind, global: Global, ref: string, { from, to }: Pair, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const pair = { ref, version: from, ...(to !== undefined && { to }) }
    const found = await (kind === 'job' ? client.jobs.diff(pair) : client.pipelines.diff(pair))
    if (json) printJson(found)
    else if (found.changes.length === 0) out('No differences.')
    else for (const change of found.changes) out(changeText(change, found))
    return exitCodes.done
  })

function changeText({ field, from, to }: FieldChange, versions: { from: number; to: number }): string {
  const [before, after] = [valueText(from), valueText(to)]
  if (!/\n/.test(before + after)) return `${field}: ${before} → ${after}`
  const names = [`${field}, version ${versions.from}`, `${field}, version ${versions.to}`] as const
  return createTwoFilesPatch(...names, `${before}\n`, `${after}\n`, '', '', { context: 3 }).trimEnd()
}

const valueText = (value: unknown): string =>
  value === null ? '(not set)' : typeof value === 'string' ? value : JSON.stringify(value)

/** `lf job restore JOB --version N`, and the same of a pipeline. */
export const restoreVersionOf = (kind: Kind, global: Global, ref: string, version: number, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const restored = await (kind === 'job'
      ? client.jobs.restoreVersion({ ref, version })
      : client.pipelines.restoreVersion({ ref, version }))
    if (json) printJson(restored)
    else out(`Restored version ${version} of "${restored.name}" as version ${restored.version}.`)
    return exitCodes.done
  })
