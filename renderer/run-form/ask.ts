import { create } from 'zustand'
import type { Params } from '../../shared/model/params.ts'
import type { Run } from '../../shared/model/run.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client } from '../api/client.ts'

export type NamedJob = { id: string; name: string }
/** An earlier run, whose values the form starts with. */
export type Earlier = { number: number; params: Params }

export type RunQuestion = { job: NamedJob; schema: ParamSchema; earlier: Earlier | null; answer(run: Run | null): void }

export const useRunQuestion = create<{ question: RunQuestion | null }>(() => ({ question: null }))

/** Starts a run; asks for its parameters first, if the job has any. Null: the person canceled. */
export async function startJob(job: NamedJob): Promise<Run | null> {
  const schema = await schemaOf(job)
  return schema === null ? client.jobs.run({ ref: job.id }) : ask(job, schema, await lastRunOf(job))
}

/** Asks for the parameters of a run that repeats another. Null: the person canceled; undefined: the job has no parameters. */
export async function startWithChanges(job: NamedJob, earlier: Earlier): Promise<Run | null | undefined> {
  const schema = await schemaOf(job)
  return schema === null ? undefined : ask(job, schema, earlier)
}

async function schemaOf({ id }: NamedJob): Promise<ParamSchema | null> {
  const { params } = await client.jobs.params({ ref: id })
  return Object.keys(params).length === 0 ? null : params
}

const ask = (job: NamedJob, schema: ParamSchema, earlier: Earlier | null): Promise<Run | null> =>
  new Promise((resolve) => {
    const answer = (run: Run | null) => {
      useRunQuestion.setState({ question: null })
      resolve(run)
    }
    useRunQuestion.setState({ question: { job, schema, earlier, answer } })
  })

/** The newest run of the job that a person started. */
async function lastRunOf({ id }: NamedJob): Promise<Earlier | null> {
  const { items } = await client.runs.list({ job: id, q: 'trigger:manual,cli,tray', limit: 1 })
  if (!items[0]) return null
  const { number, params } = await client.runs.get({ ref: items[0].id })
  return { number, params }
}
