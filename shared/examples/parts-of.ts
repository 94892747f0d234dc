import type { Client } from '../contract/contract.ts'
import { JobDraft } from '../model/job.ts'
import type { TemplateParts } from '../model/template.ts'

type Definitions = Pick<Client, 'jobs' | 'flows' | 'pipelines'>
export type DefinitionOf = { kind: TemplateParts['kind']; ref: string }

/** A definition as a template has it: without its name, what starts it, and its runs. Of a flow, the draft. */
export async function partsOf(client: Definitions, { kind, ref }: DefinitionOf): Promise<TemplateParts> {
  switch (kind) {
    case 'job': {
      const { name: _, enabled: __, pinned: ___, ...job } = JobDraft.parse(await client.jobs.get({ ref }))
      return { kind, job }
    }
    case 'flow':
      return { kind, source: (await client.flows.get({ ref })).draft }
    case 'pipeline':
      return { kind, source: (await client.pipelines.get({ ref })).source }
  }
}
