/** The parts of JSON Schema that the OpenAPI document uses. */
export type Schema = {
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  default?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: Schema | boolean
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  contentSchema?: Schema
}

/** A schema in the notation of TypeScript. Objects deeper than `depth` are shown as `{…}`. */
export function typeOf(schema: Schema, depth: number): string {
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => typeOf(choice, depth)))].join(' | ')
  if (schema.allOf) return allOf(schema.allOf, schema.type, depth)
  if (schema.items) return arrayOf(typeOf(schema.items, depth))
  if (schema.properties) return objectOf(schema.properties, schema.required ?? [], depth)
  if (typeof schema.additionalProperties === 'object') return `{[name]: ${typeOf(schema.additionalProperties, depth)}}`
  if (Array.isArray(schema.type)) return schema.type.join(' | ')
  return schema.type ?? 'any'
}

/** Parts that only narrow a type, as a pattern does, have none of their own. */
function allOf(parts: Schema[], own: Schema['type'], depth: number): string {
  const types = [typeOf(own === undefined ? {} : { type: own }, depth), ...parts.map((part) => typeOf(part, depth))]
  return [...new Set(types.filter((type) => type !== 'any'))].join(' & ') || 'any'
}

const arrayOf = (item: string): string => (/ [|&] /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`)

function objectOf(properties: Record<string, Schema>, required: string[], depth: number): string {
  if (depth === 0) return '{…}'
  const fields = Object.entries(properties).map(
    ([name, field]) => `${name}${required.includes(name) ? '' : '?'}: ${typeOf(field, depth - 1)}`,
  )
  return `{${fields.join(', ')}}`
}
