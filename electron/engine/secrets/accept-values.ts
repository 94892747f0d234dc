import { AppError, type Issue } from '../../../shared/errors.ts'
import type { Params } from '../../../shared/model/params.ts'
import { checkValues, isRequired } from '../../../shared/params/check-values.ts'
import { problemsText } from '../../../shared/params/problems-text.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import { secretFinder } from '../../runner/secret-finder.ts'
import { isSealed } from '../base/sealed.ts'
import type { GivenParams } from '../queue/queue.ts'
import { maskedValue } from './masked-value.ts'
import type { Sealer } from './sealed-params.ts'

/** Whose parameters they are; `id` binds the secret ones to a job, null lets them move through a flow or a pipeline. */
export type ParamOwner = { name: string; id: string | null; schema: ParamSchema }

/** The values of a new run by the schema of its definition, with secret ones encrypted. Without a schema, anything is accepted. */
export function acceptValues(sealer: Sealer, owner: ParamOwner, given: GivenParams): Params {
  const { params = {}, facts = {}, offered = {}, earlier = {}, unset = {} } = given
  const { schema, id } = owner
  if (Object.keys(schema).length === 0) return { ...earlier, ...facts, ...params }
  const isSecret = (name: string): boolean => schema[name]?.type === 'secret'
  const kept = pick(earlier, (name, value) => isSecret(name) && isSealed(value) && !(name in params) && !(name in facts))
  const known = (values: Params): Params => pick(values, (name) => Object.hasOwn(schema, name) && !(name in kept))
  const open = pick(schema, (name) => !(name in kept))
  const { plain, problems: misused } = withoutMoved(sealer, schema, {
    ...known(earlier),
    ...known(offered),
    ...known(facts),
    ...params,
  })
  const { values, problems } = checkValues(open, plain)
  for (const [name, key] of Object.entries(unset)) if (problems[name] === isRequired) problems[name] = unsetText(key, owner.name)
  refuse(`Could not run "${owner.name}"`, { ...problems, ...misused })
  const secret = Object.entries(values).flatMap(([name, value]) => (isSecret(name) ? [String(value)] : []))
  const beside = pick(facts, (name) => !Object.hasOwn(schema, name))
  // A trigger may have taken the secret from anywhere in its event.
  const others = maskedValue(withoutSecrets(beside, schema), secretFinder(secret))
  const sealed = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, isSecret(name) ? sealer.sealParam(id, name, String(value)) : value]),
  )
  return { ...others, ...sealed, ...kept }
}

/** The value was to be that of a key of the state, and there is none. */
const unsetText = (key: string, owner: string): string =>
  `is required, but the state key "${key}" of "${owner}" has no value: set one with lf state set ${key} VALUE --job "${owner}"`

/** A secret that a flow passes on must stay one. */
function withoutMoved(sealer: Sealer, schema: ParamSchema, values: Params): { plain: Params; problems: Record<string, string> } {
  const problems: Record<string, string> = {}
  const plain: Params = {}
  for (const [name, value] of Object.entries(values)) {
    if (!isSealed(value) || !value.moves) plain[name] = value
    else if (schema[name]?.type === 'secret') plain[name] = sealer.openParam(null, name, value)
    else if (Object.hasOwn(schema, name)) problems[name] = 'must be a secret parameter, because its value is one in the flow'
    else plain[name] = value
  }
  return { plain, problems }
}

/** The query and the body of a webhook are stored as well: without the fields that filled a secret parameter. */
const withoutSecrets = (facts: Params, schema: ParamSchema): Params =>
  Object.fromEntries(
    Object.entries(facts).map(([name, value]) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) && !isSealed(value)
        ? [name, pick(value, (field) => schema[field]?.type !== 'secret')]
        : [name, value],
    ),
  )

/** Throws invalid, with all problems in its message and a place for each. */
export function refuse(what: string, problems: Readonly<Record<string, string>>): void {
  const issues = issuesOf(problems)
  if (issues.length > 0) throw new AppError('invalid', `${what}: ${problemsText(problems)}`, issues)
}

export const issuesOf = (problems: Readonly<Record<string, string>>): Issue[] =>
  Object.entries(problems).map(([name, message]) => ({ path: `params.${name}`, message }))

const pick = <T>(record: Readonly<Record<string, T>>, wanted: (name: string, value: T) => boolean): Record<string, T> =>
  Object.fromEntries(Object.entries(record).filter(([name, value]) => wanted(name, value)))
