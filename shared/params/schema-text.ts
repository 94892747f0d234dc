import { parseDocument, stringify } from 'yaml'
import type { ParamSchema } from './schema.ts'

/** A schema as a person writes it: a line of YAML for each parameter. */
export const schemaText = (schema: ParamSchema): string =>
  Object.entries(schema)
    .map(([name, param]) => `${name}: ${stringify(param, { collectionStyle: 'flow', lineWidth: 0 })}`)
    .join('')

/** What the text says, still unchecked; an empty one says nothing. Throws with the first mistake and its line. */
export function readSchemaText(text: string): unknown {
  const parsed = parseDocument(text, { uniqueKeys: true })
  const [error] = parsed.errors
  if (error) throw new Error(error.message.split('\n')[0]?.replace(/:$/, '') ?? error.code)
  return parsed.toJS({ maxAliasCount: 0 }) ?? {}
}
