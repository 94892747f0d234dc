import { duration } from '../../../../shared/duration.ts'
import type { JobDetail } from '../../../../shared/model/job.ts'
import type { JobSummary } from '../../../../shared/model/run.ts'
import { allPages } from '../all-pages.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { out, outSource, printJson, shortened, statusText, table } from '../print.ts'
import { timeText } from '../time-text.ts'
import { type Json, queried, withClient } from '../with-client.ts'
import { writeJobFile } from '../write-job-file.ts'

export const listJobs = (global: Global, options: Json & { deleted?: boolean; query?: string }): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const deleted = options.deleted ?? false
    const items = await allPages((page) => client.jobs.list({ ...page, deleted, ...queried(options) }))
    if (options.json) printJson(items)
    else if (items.length === 0 && options.query !== undefined) out('No job matches the filter.')
    else if (deleted) out(deletedJobs(items))
    else if (items.length === 0) out('No jobs yet. Create one with: lf job create NAME -- COMMAND')
    else out(table(jobHead, items.map(jobLine)))
    return exitCodes.done
  })

function deletedJobs(items: JobSummary[]): string {
  if (items.length === 0) return 'No deleted jobs.'
  const head = ['JOB', 'DELETED', 'ID', 'COMMAND']
  const rows = items.map(({ name, deletedAt = null, id, preview }) => [name, timeText(deletedAt), id, shortened(preview)])
  return `${table(head, rows)}\nRestore one with: lf job restore NAME`
}

const jobHead = ['JOB', 'STATE', 'VERSION', 'RUN', 'LAST RUN', 'WHEN', 'AVERAGE', 'COMMAND']

/** When the last run ended or, before that, started. */
function lastTime({ lastRuns }: JobSummary): number | null {
  const last = lastRuns.at(-1)
  return last?.endedAt ?? last?.startedAt ?? null
}

function jobLine(job: JobSummary): string[] {
  const last = job.lastRuns.at(-1)
  return [
    job.name,
    !job.enabled ? 'disabled' : job.paused === null ? 'enabled' : 'paused',
    String(job.version),
    last ? String(last.number) : '',
    last ? statusText(last.status, last.reason, last.exitCode) : '',
    timeText(lastTime(job)),
    job.averageMs === null ? '' : duration(job.averageMs),
    shortened(job.preview),
  ]
}

const show = (job: JobDetail, { json }: Json): number => {
  if (json) printJson(job)
  else outSource(`${writeJobFile(job).trimEnd()}\n`)
  return exitCodes.done
}

export const showJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => show(await client.jobs.get({ ref }), options))

export const switchJob = (global: Global, ref: string, enabled: boolean, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.setEnabled({ ref, enabled })
    if (options.json) printJson(job)
    else
      out(job.enabled ? `Enabled job "${job.name}".` : `Disabled job "${job.name}": nothing starts it until you enable it again.`)
    return exitCodes.done
  })

export const resumeJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.resume({ ref })
    if (options.json) printJson(job)
    else out(`Resumed job "${job.name}".`)
    return exitCodes.done
  })

export const deleteJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { name } = await client.jobs.get({ ref })
    const { id, skippedRuns } = await client.jobs.remove({ ref })
    if (options.json) printJson({ id, skippedRuns })
    else
      out(
        `Deleted job "${name}". Its runs stay${skippedRuns > 0 ? `; ${skippedRuns} queued ${skippedRuns === 1 ? 'run was' : 'runs were'} skipped` : ''}. Restore it with: lf job restore ${JSON.stringify(name)}`,
      )
    return exitCodes.done
  })

export const restoreJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.restore({ ref })
    if (options.json) printJson(job)
    else out(`Restored job "${job.name}".`)
    return exitCodes.done
  })
