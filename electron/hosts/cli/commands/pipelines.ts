import type { PipelineSummary, StepView } from '../../../../shared/model/pipeline.ts'
import { withOrganization } from '../../../../shared/pipeline/organized-source.ts'
import { manifestProblemText, readManifest } from '../../../../shared/pipeline/read.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, outSource, printJson, runTable, statusText, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, queried, withClient } from '../with-client.ts'

/** One line of progress: `sort: 1 running, 4 done`. */
export const stepLine = (step: StepView): string => `${step.name}: ${progressOf(step)}`

function progressOf({ mode, waiting, running, done, reused, failed, stopped }: StepView): string {
  if (mode === 'off') return 'left out'
  const counts = { waiting, running, done, reused, failed, 'not started': stopped }
  const words = Object.entries(counts).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []))
  return words.join(', ') || 'no input'
}

export const stepTable = (steps: StepView[]): string =>
  table(
    ['STEP', 'EXECUTIONS'],
    steps.map((step) => [step.name, progressOf(step)]),
  )

export async function listPipelines(global: Global, { json, query }: Json & { query?: string }): Promise<number> {
  return withClient(global, 'look', async (client) => {
    const { items } = await client.pipelines.list({ limit: 500, ...queried({ query }) })
    if (json) printJson(items)
    else if (items.length === 0 && query !== undefined) out('No pipeline matches the filter.')
    else if (items.length === 0) out('No pipelines yet. Run one with: lf pipeline run MANIFEST.toml')
    else out(table(['PIPELINE', 'STEPS', 'LAST RUN', 'FILE'], items.map(pipelineLine)))
    return exitCodes.done
  })
}

function pipelineLine({ name, steps, lastRuns, path }: PipelineSummary): string[] {
  const last = lastRuns.at(-1)
  return [name, steps === null ? 'has errors' : String(steps), last ? statusText(last.status, last.reason) : '', path ?? '']
}

export async function showPipeline(global: Global, ref: string, { json }: Json): Promise<number> {
  return withClient(global, 'look', async (client) => {
    if (/^\d+$/.test(ref)) {
      const view = await client.pipelines.view({ ref })
      if (json) printJson(view)
      else {
        out(runTable([view.run]))
        out('')
        out(stepTable(view.steps))
      }
      return exitCodes.done
    }
    const pipeline = await client.pipelines.get({ ref })
    if (json) printJson(pipeline)
    else outSource(withOrganization(pipeline.source, pipeline))
    return exitCodes.done
  })
}

export async function validateManifests(files: string[], { json }: Json): Promise<number> {
  const found = await Promise.all(files.map(async (file) => ({ file, ...readManifest(await readText(file)) })))
  if (json) printJson(found.map(({ file, manifest, problems }) => ({ file, sound: manifest !== null, problems })))
  else
    for (const { file, manifest, problems } of found) {
      for (const problem of problems) err(`${file}: ${problem.severity}: ${manifestProblemText(problem)}`)
      if (manifest) out(`${file}: valid, ${manifest.steps.length} ${manifest.steps.length === 1 ? 'step' : 'steps'}`)
    }
  return found.every(({ manifest }) => manifest) ? exitCodes.done : exitCodes.usage
}

export const deletePipeline = (global: Global, ref: string, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const removed = await client.pipelines.remove({ ref })
    if (json) printJson(removed)
    else out(`Deleted pipeline "${ref}". Restore it with: lf pipeline restore ${removed.id}`)
    return exitCodes.done
  })

export const restorePipeline = (global: Global, ref: string, { json }: Json): Promise<number> =>
  withClient(global, 'look', async (client) => {
    const pipeline = await client.pipelines.restore({ ref })
    if (json) printJson(pipeline)
    else out(`Restored pipeline "${pipeline.name}".`)
    return exitCodes.done
  })
