import type { PipelineSummary, StepView } from '../../../../shared/model/pipeline.ts'
import { manifestProblemText, readManifest } from '../../../../shared/pipeline/read.ts'
import type { Global } from '../connect.ts'
import { exitCodes } from '../exit-codes.ts'
import { err, out, outSource, printJson, runLine, statusText, table } from '../print.ts'
import { readText } from '../read-text.ts'
import { type Json, withClient } from '../with-client.ts'

export const stepLine = ({ name, mode, waiting, running, done, reused, failed, stopped }: StepView): string => {
  const numbers = { waiting, running, done, reused, failed, 'not begun': stopped }
  const words = Object.entries(numbers).flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []))
  return `${name}: ${mode === 'off' ? 'left out' : words.join(', ') || 'nothing to do'}`
}

export async function listPipelines(global: Global, { json }: Json): Promise<number> {
  return withClient(global, 'look', async (client) => {
    const { items } = await client.pipelines.list({ limit: 500 })
    if (json) printJson(items)
    else if (items.length === 0) out('No pipelines yet: lf pipeline run MANIFEST.toml')
    else out(table(['NAME', 'STEPS', 'LAST RUN', 'FILE'], items.map(pipelineLine)))
    return exitCodes.done
  })
}

function pipelineLine({ name, steps, lastRuns, path }: PipelineSummary): string[] {
  const last = lastRuns.at(-1)
  return [name, steps === null ? 'not sound' : String(steps), last ? statusText(last.status, last.reason) : '', path ?? '']
}

export async function showPipeline(global: Global, ref: string, { json }: Json): Promise<number> {
  return withClient(global, 'look', async (client) => {
    if (/^\d+$/.test(ref)) {
      const view = await client.pipelines.view({ ref })
      if (json) printJson(view)
      else {
        out(runLine(view.run).join('  '))
        for (const step of view.steps) out(stepLine(step))
      }
      return exitCodes.done
    }
    const pipeline = await client.pipelines.get({ ref })
    if (json) printJson(pipeline)
    else outSource(pipeline.source)
    return exitCodes.done
  })
}

export async function validateManifests(files: string[], { json }: Json): Promise<number> {
  const found = await Promise.all(files.map(async (file) => ({ file, ...readManifest(await readText(file)) })))
  if (json) printJson(found.map(({ file, manifest, problems }) => ({ file, sound: manifest !== null, problems })))
  else
    for (const { file, manifest, problems } of found) {
      for (const problem of problems) err(`${file}: ${problem.severity}: ${manifestProblemText(problem)}`)
      if (manifest) out(`${file}: sound, ${manifest.steps.length} steps`)
    }
  return found.every(({ manifest }) => manifest) ? exitCodes.done : exitCodes.usage
}
