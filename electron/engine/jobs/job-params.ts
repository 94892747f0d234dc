import { AppError, type Issue } from '../../../shared/errors.ts'
import type { Job, Spec } from '../../../shared/model/job.ts'
import type { Json } from '../../../shared/model/json.ts'
import type { Params } from '../../../shared/model/params.ts'
import { stateKeyIn } from '../../../shared/model/state.ts'
import type { TriggerOn } from '../../../shared/model/trigger.ts'
import { checkValues } from '../../../shared/params/check-values.ts'
import { type HeaderProblem, readHeader, withHeader } from '../../../shared/params/header.ts'
import { jsonSchemaOf } from '../../../shared/params/json-schema.ts'
import type { Param } from '../../../shared/params/param.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { describeSchedule } from '../../../shared/schedule/describe.ts'
import { describeTrigger } from '../../../shared/trigger/describe.ts'
import { isSealed } from '../base/sealed.ts'
import type { GivenParams } from '../queue/queue.ts'
import type { Sealer } from '../secrets/secrets.ts'
import type { Store } from '../store/store.ts'

/** The parameters of a job: those of its settings, and those that the comments of its script name. */
export const paramsOf = ({ body, params }: Pick<Spec, 'body' | 'params'>): ParamSchema =>
  withHeader(body.kind === 'script' ? body.script : null, params)

/** The values of a new run of a job by the job's parameters, with secret ones encrypted. A job without parameters takes anything. */
export function acceptParams(sealer: Sealer, job: Job, given: GivenParams): Params {
  const { params = {}, facts = {}, offered = {}, earlier = {} } = given
  const schema = paramsOf(job)
  if (Object.keys(schema).length === 0) return { ...earlier, ...facts, ...params }
  const sealed = pick(earlier, (name, value) => schema[name]?.type === 'secret' && isSealed(value) && !(name in params))
  const known = (values: Params): Params => pick(values, (name) => Object.hasOwn(schema, name) && !(name in sealed))
  const open = pick(schema, (name) => !(name in sealed))
  const { values, problems } = checkValues(open, { ...known(earlier), ...known(offered), ...known(facts), ...params })
  refuse(`Could not run "${job.name}"`, problems)
  const others = withoutSecrets(
    pick(facts, (name) => !Object.hasOwn(schema, name)),
    schema,
  )
  return { ...others, ...sealedIn(sealer, job, schema, values), ...sealed }
}

export type ShownParams = { params: ParamSchema; jsonSchema: Record<string, Json>; problems: HeaderProblem[] }

/** The parameters of a job for forms and programs, and the comments of its script that could not be read. */
export const shownSchema = (job: Job): ShownParams => ({
  params: paramsOf(job),
  jsonSchema: jsonSchemaOf(paramsOf(job)),
  problems: job.body.kind === 'script' ? readHeader(job.body.script).problems : [],
})

/** Refuses parameters with which a schedule or a trigger of the job would start no run. Call inside a write. */
export function checkJobParams(store: Store, job: Job): void {
  const schema = paramsOf(job)
  const what = `Could not save "${job.name}"`
  const secret = Object.keys(schema).find((name) => schema[name]?.type === 'secret')
  if (secret !== undefined && job.body.kind !== 'script' && job.body.kind !== 'command')
    throw new AppError('invalid', `${what}: only scripts and commands may have secret parameters such as "${secret}".`)
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

/** The query and the body of a webhook are stored as well: without the fields that filled a secret parameter. */
const withoutSecrets = (facts: Params, schema: ParamSchema): Params =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [name, pick(value, (field) => schema[field]?.type !== 'secret')]
        : [name, value],
    ),
  )

/** Throws invalid, with the first problem in its message and a place for each. */
export function refuse(what: string, problems: Readonly<Record<string, string>>): void {
  const issues: Issue[] = Object.entries(problems).map(([name, message]) => ({ path: `params.${name}`, message }))
  const [first] = Object.entries(problems)
  if (first) throw new AppError('invalid', `${what}: ${first.join(' ')}.`, issues)
}

function sealedIn(sealer: Sealer, { id }: Job, schema: ParamSchema, values: Params): Params {
  const isSecret = (name: string): boolean => schema[name]?.type === 'secret'
  if (!Object.keys(values).some(isSecret)) return values
  const entries = Object.entries(values)
  return Object.fromEntries(
    entries.map(([name, value]) => [name, isSecret(name) ? sealer.sealParam(id, name, String(value)) : value]),
  )
}

const pick = <T>(record: Readonly<Record<string, T>>, wanted: (name: string, value: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => wanted(name, value)))
