import * as z from 'zod'
import { JsonValue } from '../model/json.ts'
import { limits } from '../model/limits.ts'

export const paramTypes = [
  'string',
  'multiline',
  'integer',
  'number',
  'boolean',
  'date',
  'time',
  'enum',
  'file',
  'folder',
  'secret',
  'list',
  'json',
] as const
export type ParamType = (typeof paramTypes)[number]

const notAllowed = 'is not allowed as a name'

export const paramName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must have only letters, digits and "_", and start with no digit')
  .refine((name) => !(name in Object.prototype), notAllowed)

/** A record by names of parameters. zod's own drops the name __proto__ without a word. */
export const recordOfParams = <T extends z.ZodType>(value: T) =>
  z.preprocess(
    (given, context) => {
      if (typeof given === 'object' && given !== null && Object.hasOwn(given, '__proto__'))
        context.addIssue({ code: 'custom', path: ['__proto__'], message: notAllowed })
      return given
    },
    z.record(paramName, value),
  ) as unknown as z.ZodRecord<typeof paramName, T>

const text = z.string().max(2_000)
const choice = z.string().min(1).max(limits.argBytes)
const plain = z.union([z.string(), z.number(), z.boolean()])

const common = {
  title: text.optional(),
  description: text.optional(),
  group: text.optional(),
  required: z.boolean().optional(),
  /** Used only if each of these parameters has this value, or one of these. */
  'show-if': recordOfParams(z.union([plain, z.array(plain).min(1).max(100)])).optional(),
}
const preset = { default: JsonValue.optional() }
const lengths = { min: z.int().min(0).optional(), max: z.int().min(0).optional() }
/** By how much the arrow keys change a number in a form; any other number is accepted, too. */
const step = z.number().positive().optional()
const pattern = { pattern: z.string().min(1).max(1_000).optional() }

const of = <T extends ParamType, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), ...common, ...shape })

/** One parameter of a job, flow or pipeline. `min` and `max` are of a number its value, of text its length, of a list its items. */
export const Param = z.discriminatedUnion('type', [
  of('string', { ...preset, ...lengths, ...pattern }),
  of('multiline', { ...preset, ...lengths, ...pattern }),
  of('integer', {
    ...preset,
    unit: text.optional(),
    min: z.int().optional(),
    max: z.int().optional(),
    step: z.int().min(1).optional(),
  }),
  of('number', { ...preset, unit: text.optional(), min: z.number().optional(), max: z.number().optional(), step }),
  of('boolean', preset),
  of('date', { ...preset, min: z.iso.date().optional(), max: z.iso.date().optional() }),
  of('time', preset),
  of('enum', {
    ...preset,
    options: z.array(choice).min(1).max(1_000).optional(),
    /** A command that prints the options, one per line. */
    'options-from': z.string().min(1).max(limits.argBytes).optional(),
    multiple: z.boolean().optional(),
  }),
  of('file', preset),
  of('folder', preset),
  /** Without a default: it would be stored in plain text. */
  of('secret', { ...lengths, ...pattern }),
  of('list', { ...preset, ...lengths }),
  of('json', preset),
])
export type Param = z.infer<typeof Param>

/** The fields that a parameter of the type may have. */
export const fieldsOfType = (type: ParamType): readonly string[] =>
  Object.keys(Param.options.find((option) => option.shape.type.value === type)?.shape ?? {})

/** What a person reads in place of the name. */
export const titleOf = (name: string, { title }: Pick<Param, 'title'>): string => title ?? name
