import type { Json } from '../model/json.ts'
import type { Param } from './param.ts'
import type { ParamSchema } from './schema.ts'

type Schema = { [key: string]: Json }

/** The parameters as a JSON Schema of their values, for programs that make forms or check requests. */
export function jsonSchemaOf(schema: ParamSchema): Schema {
  const entries = Object.entries(schema)
  const required = entries.filter(([, param]) => param.required && param['show-if'] === undefined && !hasDefault(param))
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, param]) => [name, { ...described(param), ...typed(param) }])),
    ...(required.length > 0 ? { required: required.map(([name]) => name) } : {}),
    additionalProperties: false,
  }
}

const hasDefault = (param: Param): boolean => 'default' in param && param.default !== undefined

const described = (param: Param): Schema =>
  without({
    title: param.title,
    description: param.description,
    default: 'default' in param ? param.default : undefined,
    'x-group': param.group,
    'x-unit': 'unit' in param ? param.unit : undefined,
  })

function typed(param: Param): Schema {
  switch (param.type) {
    case 'string':
    case 'multiline':
      return { type: 'string', ...lengths('Length', param), ...matching(param) }
    case 'secret':
      return { type: 'string', format: 'password', writeOnly: true, ...lengths('Length', param), ...matching(param) }
    case 'integer':
    case 'number':
      return without({ type: param.type, minimum: param.min, maximum: param.max })
    case 'boolean':
      return { type: 'boolean' }
    case 'date':
      return { type: 'string', format: 'date' }
    case 'time':
      return { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$' }
    case 'enum': {
      const one: Schema = { type: 'string', ...(param.options ? { enum: param.options } : {}) }
      return param.multiple ? { type: 'array', items: one, uniqueItems: true } : one
    }
    case 'file':
    case 'folder':
      return { type: 'string', minLength: 1, 'x-path': param.type }
    case 'list':
      return { type: 'array', items: { type: 'string' }, ...lengths('Items', param) }
    case 'json':
      return {}
  }
}

const lengths = (what: 'Length' | 'Items', { min, max }: { min?: number | undefined; max?: number | undefined }): Schema =>
  without({ [`min${what}`]: min, [`max${what}`]: max })

/** A pattern of ours matches the whole text. */
const matching = ({ pattern }: { pattern?: string | undefined }): Schema =>
  pattern === undefined ? {} : { pattern: `^(?:${pattern})$` }

const without = (fields: Record<string, Json | undefined>): Schema =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined))
