import { createTwoFilesPatch } from 'diff'
import { allPages } from '../all-pages.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, printJson, shortened, statusText, table } from '../print.ts'
import { timeText } from '../time-text.ts'
import { type Json, withClient } from '../with-client.ts'

/** `lf job versions`: newest first. */
export const listJobVersions = (global: Global, ref: string, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items = await allPages((page) => client.jobs.versions({ ref, ...page }))
    if (json) printJson(items)
    else
      out(
        table(
          ['VERSION', 'SAVED', 'BY', 'RUNS', 'LAST RUN', 'NOTE'],
          items.map(({ version, createdAt, actor, runs, lastRun, note, preview }) => [
            String(version),
            timeText(createdAt),
            actor.name,
            String(runs),
            lastRun === null ? '' : `${lastRun.number} ${statusText(lastRun.status, lastRun.reason, null)}`,
            shortened(note === '' ? preview : note),
          ]),
        ),
      )
    return exitCodes.done
  })

/** `lf job diff`: fields on a line each, longer texts line by line. */
export const diffJob = (global: Global, ref: string, version: number, to: number | undefined, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const found = await client.jobs.diff({ ref, version, ...(to !== undefined && { to }) })
    if (json) printJson(found)
    else if (found.changes.length === 0) out('No differences.')
    else for (const { field, from, to: after } of found.changes) out(changeText(field, from, after, found))
    return exitCodes.done
  })

function changeText(field: string, from: unknown, to: unknown, versions: { from: number; to: number }): string {
  const [before, after] = [valueText(from), valueText(to)]
  if (!/\n/.test(before + after)) return `${field}: ${before} → ${after}`
  const names = [`${field}, version ${versions.from}`, `${field}, version ${versions.to}`] as const
  return createTwoFilesPatch(...names, `${before}\n`, `${after}\n`, '', '', { context: 3 }).trimEnd()
}

const valueText = (value: unknown): string =>
  value === null ? '(not set)' : typeof value === 'string' ? value : JSON.stringify(value)

/** `lf job restore JOB --version N`. */
export const restoreJobVersion = (global: Global, ref: string, version: number, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.restoreVersion({ ref, version })
    if (json) printJson(job)
    else out(`Restored version ${version} of "${job.name}" as version ${job.version}.`)
    return exitCodes.done
  })
