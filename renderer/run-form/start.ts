import type { Definition } from '../../shared/flow/definition.ts'
import { paramsReadBy } from '../../shared/flow/params-read.ts'
import type { Params } from '../../shared/model/params.ts'
import type { Run } from '../../shared/model/run.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client } from '../api/client.ts'

export type Named = { id: string; name: string }
/** What a run is started of. */
export type Target = Named & { kind: 'job' | 'flow' | 'pipeline' }
/** An earlier run, whose values the form starts with. */
export type Earlier = { id: string; number: number; params: Params }

export type RunOptions = { at?: number; priority?: number; version?: number; reason?: string }
export type PipelineChoices = { from?: string; parallel?: number; inputs: string[]; force: boolean; keepGoing: boolean }

export type Order = {
  target: Target
  /** The run that is repeated; secret values that are not given are those of that run. */
  again: string | null
  params: Params
  options: RunOptions
  pipeline: PipelineChoices | null
}

export function startRun({ target: { kind, id }, again, params, options, pipeline }: Order): Promise<Run> {
  if (again !== null) return client.runs.again({ ref: again, params, ...options })
  const { version, reason, ...timing } = options
  const given = { ref: id, params, ...(version !== undefined && { version }), ...(reason !== undefined && { reason }) }
  switch (kind) {
    case 'job':
      return client.jobs.run({ ...given, ...timing })
    case 'flow':
      return client.flows.start(given)
    case 'pipeline':
      return client.pipelines.run({ ...given, ...pipeline })
  }
}

/** The parameters of what is started, in one of its versions. */
export async function schemaOf({ kind, id }: Target, version?: number): Promise<ParamSchema> {
  const input = { ref: id, ...(version !== undefined && { version }) }
  const { params } = await { job: client.jobs, flow: client.flows, pipeline: client.pipelines }[kind].params(input)
  return params
}

/** The parameters that a flow without a schema reads. */
export async function namesReadBy({ kind, id }: Target): Promise<string[]> {
  if (kind !== 'flow') return []
  const { version } = await client.flows.get({ ref: id })
  if (version === null) return []
  const { definition } = await client.flows.version({ ref: id, version })
  return paramsReadBy(definition as Definition)
}

/** The newest run that a person started. */
export async function lastRunOf({ kind, id, name }: Target): Promise<Earlier | null> {
  const quoted = JSON.stringify(name)
  const input = kind === 'job' ? { job: id, q: 'trigger:manual,cli,tray' } : { q: `${kind}:${quoted} trigger:manual,cli,tray` }
  const { items } = await client.runs.list({ ...input, limit: 1 })
  if (!items[0]) return null
  const { number, params } = await client.runs.get({ ref: items[0].id })
  return { id: items[0].id, number, params }
}
