import type { Client } from '../../../../shared/contract/contract.ts'
import type { ParamSchema } from '../../../../shared/params/schema.ts'
import { schemaOf } from '../given-params.ts'
import { kindOf } from '../named.ts'
import { labelOf } from '../of-job.ts'
import type { Candidate, Noun, StateOf } from './candidates.ts'

const most = { limit: 500 }
const newest = { limit: 20 }

const finders: Record<Noun, (client: Client) => Promise<Candidate[]>> = {
  job: async (client) => (await client.jobs.list(most)).items.map(({ name, preview }) => candidate(name, preview)),
  flow: async (client) => (await client.flows.list(most)).items.map(({ name }) => candidate(name, 'flow')),
  pipeline: async (client) => (await client.pipelines.list(most)).items.map(({ name }) => candidate(name, 'pipeline')),
  queue: async (client) => (await client.queues.list()).map(({ name, state }) => candidate(name, state)),
  schedule: async (client) => (await client.schedules.list(most)).items.map((one) => candidate(labelOf(one), one.text)),
  trigger: async (client) => (await client.triggers.list(most)).items.map((one) => candidate(labelOf(one), one.text)),
  run: async (client) =>
    (await client.runs.list(newest)).items.map(({ number, title, status }) => candidate(String(number), `${title}, ${status}`)),
  template: async (client) => (await client.templates.list()).items.map(({ name, kind }) => candidate(name, kind)),
  alert: async (client) =>
    (await client.alerts.list(newest)).items.map(({ number, subject }) => candidate(String(number), subject.name)),
}

/** The parameters of a job, flow or pipeline; empty if there is none of that name. */
export async function paramsAt(client: Client, ref: string): Promise<ParamSchema> {
  const kind = await kindOf(client, ref)
  return kind === null ? {} : schemaOf(client, kind, ref)
}

/** The keys of a state, with their values; those of the global state where neither a job nor --global is named. */
export const stateKeysOf = async (client: Client, owner: StateOf): Promise<Candidate[]> =>
  (await client.state.list(owner.job === undefined ? { global: true } : { job: owner.job })).items.map(({ key, value }) =>
    candidate(key, value.slice(0, 60)),
  )

const candidate = (value: string, description: string): Candidate => ({ value, description })

export const namesOf = async (client: Client, nouns: readonly Noun[]): Promise<Candidate[]> =>
  (await Promise.all(nouns.map((noun) => finders[noun](client)))).flat()
