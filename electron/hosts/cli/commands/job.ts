import type { Job } from '../../../../shared/model/job.ts'
import type { JobSummary } from '../../../../shared/model/run.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { duration, out, outSource, printJson, statusText, table } from '../print.ts'
import { type Json, withClient } from '../with-client.ts'
import { writeJobFile } from '../write-job-file.ts'

export const listJobs = (global: Global, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const items: JobSummary[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await client.jobs.list(cursor === '' ? { limit: 500 } : { limit: 500, cursor })
      items.push(...page.items)
      cursor = page.nextCursor
    }
    if (options.json) printJson(items)
    else if (items.length === 0) out('No jobs yet. Make one with: lf job create NAME -- COMMAND ARG…')
    else out(table(['JOB', 'ON', 'VERSION', 'LAST RUN', 'AVERAGE', 'RUNS'], items.map(jobLine)))
    return exitCodes.done
  })

function jobLine(job: JobSummary): string[] {
  const last = job.lastRuns.at(-1)
  return [
    job.name,
    job.enabled ? 'on' : 'off',
    String(job.version),
    last ? statusText(last.status, last.reason) : '',
    duration(job.averageMs),
    job.preview.slice(0, 60),
  ]
}

const show = (job: Job, { json }: Json): number => {
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
    else out(`job "${job.name}" is ${job.enabled ? 'on' : 'off'}`)
    return exitCodes.done
  })

export const deleteJob = (global: Global, ref: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const { id, skippedRuns } = await client.jobs.remove({ ref })
    if (options.json) printJson({ id, skippedRuns })
    else
      out(
        `job deleted; its history stays${skippedRuns > 0 ? `, ${skippedRuns} queued runs were skipped` : ''}. Undo with: lf job restore ${id}`,
      )
    return exitCodes.done
  })

export const restoreJob = (global: Global, id: string, options: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const job = await client.jobs.restore({ ref: id })
    if (options.json) printJson(job)
    else out(`job "${job.name}" is back`)
    return exitCodes.done
  })
