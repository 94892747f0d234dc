import { navigate } from 'wouter/use-browser-location'
import { create } from 'zustand'
import type { Params } from '../../shared/model/params.ts'
import type { Run, RunDetail } from '../../shared/model/run.ts'
import type { ParamSchema } from '../../shared/params/schema.ts'
import { client } from '../api/client.ts'
import { whileHoldingKeys } from '../ui/held-keys.ts'
import { type Earlier, lastRunOf, type Named, namesReadBy, schemaOf, startRun, type Target } from './start.ts'

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
  /** It is a test, which is started like this. */
  test?: ((params: Params) => Promise<Run>) | undefined
  /** Null: the person canceled, or was shown the run. */
  answer(run: Run | null): void
}

export type Asked = Omit<RunQuestion, 'answer'>

export const useRunQuestion = create<{ question: RunQuestion | null }>(() => ({ question: null }))

/** Starts a run; asks for its parameters first, if the job has any. Null: there is nothing left to do. */
export async function startJob(job: Named): Promise<Run | null> {
  const target: Target = { kind: 'job', id: job.id, name: job.name }
  const asked = await whileHoldingKeys(async () => {
    const schema = await schemaOf(target)
    return Object.keys(schema).length === 0 ? null : ask(await questionOf(target, schema))
  })
  return asked === null ? client.jobs.run({ ref: job.id }) : asked.answered
}

/** Asks how a run is started, whether there are parameters or not. */
export async function askToStart(target: Target): Promise<Run | null> {
  const asked = await whileHoldingKeys(async () => ask(await questionOf(target)))
  return asked === null ? null : asked.answered
}

/** Starts a run of a flow and shows it; asks for its parameters first, if the flow has or reads any. */
export async function startFlow({ id, name }: Named): Promise<void> {
  const target: Target = { kind: 'flow', id, name }
  const question = await whileHoldingKeys(async () => {
    const asked = await questionOf(target)
    const isAsked = Object.keys(asked.schema).length > 0 || asked.names.length > 0
    return isAsked ? ask(asked) : null
  })
  if (question !== null) return void (await question.answered)
  const { number } = await startRun({ target, again: null, params: {}, options: {}, pipeline: null })
  navigate(`/runs/${number}`)
}

/** Starts a run of a version; asks for its parameters first, if the version has any. Values of today may not fit it. */
export async function startVersion(target: Target, version: number): Promise<Run | null> {
  const asked = await whileHoldingKeys(async () => {
    const schema = await schemaOf(target, version)
    if (Object.keys(schema).length === 0) return null
    return ask({ target, schema, names: [], earlier: null, isAgain: false, version })
  })
  if (asked !== null) return asked.answered
  return startRun({ target, again: null, params: {}, options: { version }, pipeline: null })
}

/** Asks for the parameters of a test of a draft. Null: the person does not want it. */
export const askForTest = (asked: Omit<Asked, 'isAgain' | 'version'> & Required<Pick<Asked, 'test'>>): Promise<Run | null> =>
  ask({ ...asked, isAgain: false, version: null }).answered

/** Asks for the parameters of a run that repeats another. */
export async function askAgain(run: RunDetail): Promise<Run | null> {
  const target = targetOf(run)
  if (target === null) return null
  const { id, number, params } = run
  const asked = await whileHoldingKeys(async () => {
    const schema = await schemaOf(target)
    return ask({ target, schema, names: [], earlier: { id, number, params }, isAgain: true, version: null })
  })
  return asked === null ? null : asked.answered
}

/** A job whose body is a flow is started as the job. Null: a single command, which is asked for elsewhere. */
function targetOf({ jobId, flow, pipeline, title }: RunDetail): Target | null {
  if (jobId !== null) return { kind: 'job', id: jobId, name: title }
  if (flow !== null) return { kind: 'flow', id: flow, name: title }
  return pipeline === null ? null : { kind: 'pipeline', id: pipeline, name: title }
}

/** What is asked before a run starts: its parameters, with the values of the last run that a person started. */
export async function questionOf(target: Target, known?: ParamSchema): Promise<Asked> {
  const schema = known ?? (await schemaOf(target))
  const isEmpty = Object.keys(schema).length === 0
  const names = isEmpty ? await namesReadBy(target) : []
  return { target, schema, names, earlier: isEmpty ? null : await lastRunOf(target), isAgain: false, version: null }
}

/** Opens the form. What it answers comes in an object, so that a person who awaits the form need not await the answer. */
const ask = (question: Asked): { answered: Promise<Run | null> } => ({
  answered: new Promise((resolve) => {
    const answer = (run: Run | null) => {
      useRunQuestion.setState({ question: null })
      resolve(run)
    }
    useRunQuestion.setState({ question: { ...question, answer } })
  }),
})
