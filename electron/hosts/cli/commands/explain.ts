import { exitCodes } from '../exit-codes.ts'
import { flowExample } from '../explain/flow.ts'
import { jobExample } from '../explain/job.ts'
import type { Explained } from '../explain/kinds.ts'
import { pipelineExample } from '../explain/pipeline.ts'
import { outSource, printJson } from '../print.ts'
import type { Json } from '../with-client.ts'

const texts: Record<Explained, string> = { job: jobExample, flow: flowExample, pipeline: pipelineExample }

/** Prints a file that has every key. Needs no running LocalFlow. */
export async function explain(kind: Explained, { json }: Json): Promise<number> {
  if (json) printJson({ text: texts[kind] })
  else outSource(texts[kind])
  return exitCodes.done
}
