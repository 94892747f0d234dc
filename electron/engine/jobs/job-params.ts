import { AppError } from '../../../shared/errors.ts'
import type { FlowBody, PipelineBody } from '../../../shared/model/definition-body.ts'
import type { Job, Spec } from '../../../shared/model/job.ts'
import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'
import { stateKeyIn } from '../../../shared/model/state.ts'
import type { TriggerOn } from '../../../shared/model/trigger.ts'
import { checkValues } from '../../../shared/params/check-values.ts'
import { withHeader } from '../../../shared/params/header.ts'
import type { Param } from '../../../shared/params/param.ts'
import { problemsText } from '../../../shared/params/problems-text.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { type ShownParams, shownParamsOf } from '../../../shared/params/shown-params.ts'
import { readManifest } from '../../../shared/pipeline/read.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import { eventFacts, eventPathIn, factProblem } from '../../../shared/trigger/facts.ts'
import type { GivenParams } from '../queue/queue.ts'
import { acceptValues, issuesOf, refuse, type Sealer } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'

type Definitions = Pick<Store, 'flows' | 'pipelines' | 'pipelineVersions'>

/** The parameters of a job: those of its settings, and those that the comments of its script name, or that its flow or pipeline has. */
export function paramsOf(store: Definitions, { body, params }: Pick<Spec, 'body' | 'params'>): ParamSchema {
  if (body.kind === 'flow') return { ...flowParams(store, body), ...params }
  if (body.kind === 'pipeline') return { ...pipelineParams(store, body), ...params }
  return withHeader(body.kind === 'script' ? body.script : null, params)
}

/** Empty for a flow that cannot start now: its runs fail with the reason. */
function flowParams({ flows }: Pick<Store, 'flows'>, { flow: ref, version }: FlowBody): ParamSchema {
  const flow = flows.seek(ref)
  const wanted = version ?? flow?.version ?? null
  const found = flow === null || wanted === null ? null : flows.version(flow.number, wanted)
  return found === null ? {} : (flows.definition(found.hash).params ?? {})
}

/** Empty for a pipeline that cannot start now: its runs fail with the reason. */
function pipelineParams({ pipelines, pipelineVersions }: Definitions, { pipeline: ref, version }: PipelineBody): ParamSchema {
  const pipeline = pipelines.seek(ref)
  if (!pipeline) return {}
  const source =
    version === undefined ? pipelines.source(pipeline.number) : pipelineVersions.get(pipeline.number, version)?.source
  return (source === undefined ? null : readManifest(source).manifest?.params) ?? {}
}

/** The values of a new run of a job by the job's parameters. Those of the job of a flow or a pipeline go on into that. */
export const acceptParams = (store: Definitions, sealer: Sealer, job: Job, given: GivenParams): Params =>
  acceptValues(sealer, { name: job.name, id: isDefinition(job) ? null : job.id, schema: paramsOf(store, job) }, given)

const isDefinition = ({ body: { kind } }: Job): boolean => kind === 'flow' || kind === 'pipeline'

/** The parameters of a job for forms and programs, and the comments of its script that could not be read. */
export const shownSchema = (store: Definitions, job: Job): ShownParams =>
  shownParamsOf(paramsOf(store, job), job.body.kind === 'script' ? job.body.script : null)

/** Refuses parameters with which a schedule or a trigger of the job would start no run. Call inside a write. */
export function checkJobParams(store: Store, job: Job, what = `Could not save "${job.name}"`): void {
  const schema = paramsOf(store, job)
  const secret = Object.keys(schema).find((name) => schema[name]?.type === 'secret')
  if (secret !== undefined && (job.body.kind === 'http' || job.body.kind === 'builtin'))
    throw new AppError(
      'invalid',
      `${what}: only scripts, commands, flows and pipelines may have secret parameters such as "${secret}".`,
    )
  const broken = brokenStarts(store, job.id, schema)
  if (broken.length === 0) return
  const text = broken.map(({ start, problems }) => `its ${start} would start no run: ${problemsText(problems)}`)
  throw new AppError(
    'invalid',
    `${what}: ${text.join(' Also, ')}`,
    issuesOf(Object.assign({}, ...broken.map((one) => one.problems))),
  )
}

type Broken = { start: string; problems: Record<string, string> }

/** The schedules and triggers of a job that could start no run with these parameters. */
function brokenStarts(store: Store, jobId: string, schema: ParamSchema): Broken[] {
  if (Object.keys(schema).length === 0) return []
  const schedules = store.schedules.ofJob(jobId).map(({ spec, name }) => ({
    start: `schedule "${name || describeSchedule(spec)}"`,
    problems: problemsOfStart(schema, spec.params),
  }))
  const triggers = store.triggers.ofJob(jobId).map(({ on, params, name }) => ({
    start: `trigger "${name || describeTrigger(on, store.triggers.jobName)}"`,
    problems: { ...problemsOfStart(schema, params, on), ...problemsOfFacts(schema, params, on) },
  }))
  return [...schedules, ...triggers].filter(({ problems }) => Object.keys(problems).length > 0)
}

/** Throws invalid if these values, with the defaults, start no run of a job. What an event or the state brings is known only then. */
export function checkStart(what: string, schema: ParamSchema, values: Params, on?: TriggerOn): void {
  if (Object.keys(schema).length === 0) return
  refuse(what, { ...problemsOfStart(schema, values, on), ...(on ? problemsOfFacts(schema, values, on) : {}) })
}

/** As checkStart, for values that are saved now: a secret must not be one of them, because they are stored in plain text. */
export function checkSaved(what: string, schema: ParamSchema, values: Params, on?: TriggerOn): void {
  const secret = Object.keys(values).find((name) => schema[name]?.type === 'secret' && isFixed(values[name]))
  if (secret !== undefined)
    refuse(what, {
      [secret]:
        'is a secret, which schedules and triggers cannot keep; set a stored secret in the environment of the job instead',
    })
  checkStart(what, schema, values, on)
}

const isFixed = (value: Json | undefined): boolean => stateKeyIn(value) === null && eventPathIn(value) === null

function problemsOfStart(schema: ParamSchema, values: Params, on?: TriggerOn): Record<string, string> {
  const isLater = (name: string): boolean =>
    stateKeyIn(values[name]) !== null ||
    (on !== undefined &&
      (eventPathIn(values[name]) !== null || (Object.hasOwn(eventFacts[on.kind], name) && !Object.hasOwn(values, name))))
  const dependsOnLater = ({ 'show-if': shown = {} }: Param): boolean => Object.keys(shown).some(isLater)
  // The call of a webhook may bring any parameter: only what is fixed is known before.
  const known = pick(
    schema,
    (name, param) => !isLater(name) && !dependsOnLater(param) && (on?.kind !== 'webhook' || Object.hasOwn(values, name)),
  )
  const given = pick(values, (name) => Object.hasOwn(known, name) || !Object.hasOwn(schema, name))
  const open =
    on?.kind === 'webhook'
      ? Object.fromEntries(Object.entries(known).map(([name, param]) => [name, unconditional(param)]))
      : known
  return checkValues(open, given).problems
}

const unconditional = ({ 'show-if': _, ...param }: Param): Param => param as Param

/** Facts that can never be values of their parameters, as far as types are known. */
const problemsOfFacts = (schema: ParamSchema, values: Params, { kind }: TriggerOn): Record<string, string> =>
  Object.fromEntries(
    Object.entries(schema).flatMap(([name, { type }]) => {
      const fact =
        eventPathIn(values[name]) ?? (!Object.hasOwn(values, name) && Object.hasOwn(eventFacts[kind], name) ? name : null)
      const problem = fact === null ? null : factProblem(kind, fact, type)
      return problem === null ? [] : [[name, problem]]
    }),
  )

const pick = <T>(record: Readonly<Record<string, T>>, wanted: (name: string, value: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => wanted(name, value)))
