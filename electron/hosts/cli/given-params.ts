import { jsonOrText } from '../../../shared/json-or-text.ts'
import type { Params } from '../../../shared/model/params.ts'
import { readParamOptions } from '../../../shared/params/read-options.ts'
import type { ParamSchema } from '../../../shared/params/schema.ts'
import type { Connected } from './connect.ts'
import type { Kind } from './named.ts'
import { type ParamOptions, paramsOf } from './params.ts'

type Client = Connected['client']
/** The words after the name, and the options of the command, none of which they are. */
export type Words = { given: readonly string[]; options: readonly string[] }

/** The parameters that a job, a flow or a pipeline of that name has; of a version, where that is given. */
export async function schemaOf(client: Client, kind: Kind, ref: string, version?: number): Promise<ParamSchema> {
  switch (kind) {
    case 'job':
      return (await client.jobs.params({ ref, ...(version === undefined ? {} : { version }) })).params
    case 'flow':
      return (await client.flows.params({ ref, ...(version === undefined ? {} : { version }) })).params
    case 'pipeline':
      return (await client.pipelines.params({ ref })).params
  }
}

/** The values of each -p for what starts a job later. */
export const fixedParams = (client: Client, job: string, { param }: ParamOptions): Promise<Params> =>
  givenParams(job, 'job', param === undefined ? {} : { param }, { given: [], options: [] }, () => schemaOf(client, 'job', job))

/** The parameters of --params, of each -p and of options such as `--width 800`. The schema is asked for only if it matters. */
export async function givenParams(
  ref: string,
  kind: Kind,
  options: ParamOptions,
  words: Words,
  schema: () => Promise<ParamSchema>,
): Promise<Params> {
  if (words.given.length === 0 && options.param === undefined) return paramsOf(options, {}, jsonOrText)
  const known = await schema()
  // A job takes text, from which its program reads what it needs.
  const others = kind === 'job' ? (text: string): string => text : jsonOrText
  return { ...paramsOf(options, known, others), ...readParamOptions(words.given, known, ref, words.options) }
}
