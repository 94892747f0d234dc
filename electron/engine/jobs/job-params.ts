import { AppError } from '../../../shared/errors.ts'
import type { FlowBody, Job, Spec } from '../../../shared/model/job.ts'
import type { Params } from '../../../shared/model/params.ts'
import { stateKeyIn } from '../../../shared/model/state.ts'
import type { TriggerOn } from '../../../shared/model/trigger.ts'
import { checkValues } from '../../../shared/params/check-values.ts'
import { withHeader } from '../../../shared/params/header.ts'
import type { Param } from '../../../shared/params/param.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { type ShownParams, shownParamsOf } from '../../../shared/params/shown-params.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import type { GivenParams } from '../queue/queue.ts'
import { acceptValues, refuse, type Sealer } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'

/** The parameters of a job: those of its settings, and those that the comments of its script name or its flow has. */
export function paramsOf(store: Pick<Store, 'flows'>, { body, params }: Pick<Spec, 'body' | 'params'>): ParamSchema {
  if (body.kind === 'flow') return { ...flowParams(store, body), ...params }
  return withHeader(body.kind === 'script' ? body.script : null, params)
}

/** Empty for a flow that cannot start now: its runs fail with the reason. */
function flowParams({ flows }: Pick<Store, 'flows'>, { flow: ref, version }: FlowBody): ParamSchema {
  const flow = flows.seek(ref)
  const wanted = version ?? flow?.version ?? null
  const found = flow === null || wanted === null ? null : flows.version(flow.number, wanted)
  return found === null ? {} : (flows.definition(found.hash).params ?? {})
}

/** The values of a new run of a job by the job's parameters. Those of a flow's job go on into the flow. */
export const acceptParams = (store: Pick<Store, 'flows'>, sealer: Sealer, job: Job, given: GivenParams): Params =>
  acceptValues(sealer, { name: job.name, id: job.body.kind === 'flow' ? null : job.id, schema: paramsOf(store, job) }, given)

/** The parameters of a job for forms and programs, and the comments of its script that could not be read. */
export const shownSchema = (store: Pick<Store, 'flows'>, job: Job): ShownParams =>
  shownParamsOf(paramsOf(store, job), job.body.kind === 'script' ? job.body.script : null)

/** Refuses parameters with which a schedule or a trigger of the job would start no run. Call inside a write. */
export function checkJobParams(store: Store, job: Job): void {
  const schema = paramsOf(store, job)
  const what = `Could not save "${job.name}"`
  const secret = Object.keys(schema).find((name) => schema[name]?.type === 'secret')
  if (secret !== undefined && (job.body.kind === 'http' || job.body.kind === 'builtin'))
    throw new AppError('invalid', `${what}: only scripts, commands and flows may have secret parameters such as "${secret}".`)
  for (const { spec, name } of store.schedules.ofJob(job.id))
    checkStart(`${what}: its schedule "${name || describeSchedule(spec)}" would start no run`, schema, spec.params)
  for (const { on, params, name } of store.triggers.ofJob(job.id))
    checkStart(
      `${what}: its trigger "${name || describeTrigger(on, store.triggers.jobName)}" would start no run`,
      schema,
      params,
      on,
    )
}

/** The facts of an event fill parameters of the same names. */
const factNames: Partial<Record<TriggerOn['kind'], string[]>> = {
  files: ['path', 'name', 'change', 'paths', 'count'],
  after: ['run', 'run_id', 'job', 'status'],
}

/** Throws invalid if these values, with the defaults, start no run of a job. What an event or the state brings is known only then. */
export function checkStart(what: string, schema: ParamSchema, values: Params, on?: TriggerOn): void {
  if (Object.keys(schema).length === 0) return
  const isLater = (name: string): boolean =>
    stateKeyIn(values[name]) !== null ||
    (on !== undefined && (factNames[on.kind]?.includes(name) || /^\$event\.\w+$/.test(String(values[name]))))
  const dependsOnLater = ({ 'show-if': shown = {} }: Param): boolean => Object.keys(shown).some(isLater)
  const known = pick(schema, (name, param) => !isLater(name) && !dependsOnLater(param) && on?.kind !== 'webhook')
  const given = pick(values, (name) => Object.hasOwn(known, name) || !Object.hasOwn(schema, name))
  refuse(what, checkValues(known, given).problems)
}

const pick = <T>(record: Readonly<Record<string, T>>, wanted: (name: string, value: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => wanted(name, value)))
