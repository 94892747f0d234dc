import { create } from 'zustand'
import type { Run, RunDetail } from '../../shared/model/run.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client } from '../api/client.ts'
import { type Earlier, lastRunOf, type Named, namesReadBy, schemaOf, type Target } from './start.ts'

export type RunQuestion = {
  target: Target
  schema: ParamSchema
  /** Without a schema: the parameters that are read. */
  names: string[]
  earlier: Earlier | null
  /** It repeats `earlier`, instead of only starting from its values. */
  isAgain: boolean
  /** The version that the form starts with; null: the newest. */
  version: number | null
  /** Null: the person canceled, or was shown the run. */
  answer(run: Run | null): void
}

export const useRunQuestion = create<{ question: RunQuestion | null }>(() => ({ question: null }))

/** Starts a run; asks for its parameters first, if the job has any. Null: there is nothing left to do. */
export async function startJob(job: Named): Promise<Run | null> {
  const target: Target = { kind: 'job', id: job.id, name: job.name }
  const schema = await schemaOf(target)
  return Object.keys(schema).length === 0 ? client.jobs.run({ ref: job.id }) : askFor(target, schema)
}

/** Asks how a run is started, whether there are parameters or not. */
export async function askToStart(target: Target): Promise<Run | null> {
  return askFor(target, await schemaOf(target))
}

/** Starts a run of a version; asks for its parameters first, if the version has any. Values of today may not fit it. */
export async function startVersion(job: Named, version: number): Promise<Run | null> {
  const target: Target = { kind: 'job', id: job.id, name: job.name }
  const schema = await schemaOf(target, version)
  if (Object.keys(schema).length === 0) return client.jobs.run({ ref: job.id, version })
  return ask({ target, schema, names: [], earlier: null, isAgain: false, version })
}

/** Asks for the parameters of a run that repeats another. */
export async function askAgain(run: RunDetail): Promise<Run | null> {
  const target = targetOf(run)
  if (target === null) return null
  const { id, number, params } = run
  return ask({ target, schema: await schemaOf(target), names: [], earlier: { id, number, params }, isAgain: true, version: null })
}

/** A job whose body is a flow is started as the job. Null: a single command, which is asked for elsewhere. */
function targetOf({ jobId, flow, pipeline, title }: RunDetail): Target | null {
  if (jobId !== null) return { kind: 'job', id: jobId, name: title }
  if (flow !== null) return { kind: 'flow', id: flow, name: title }
  return pipeline === null ? null : { kind: 'pipeline', id: pipeline, name: title }
}

async function askFor(target: Target, schema: ParamSchema): Promise<Run | null> {
  const isEmpty = Object.keys(schema).length === 0
  const names = isEmpty ? await namesReadBy(target) : []
  return ask({ target, schema, names, earlier: isEmpty ? null : await lastRunOf(target), isAgain: false, version: null })
}

const ask = (question: Omit<RunQuestion, 'answer'>): Promise<Run | null> =>
  new Promise((resolve) => {
    const answer = (run: Run | null) => {
      useRunQuestion.setState({ question: null })
      resolve(run)
    }
    useRunQuestion.setState({ question: { ...question, answer } })
  })
