import * as z from 'zod'
import { readHeader } from './header.ts'
import { jsonSchemaOf } from './json-schema.ts'
import { ParamSchema } from './schema.ts'

/** The parameters of a job, a flow or a pipeline, for forms and programs. */
export const ShownParams = z.object({
  params: ParamSchema,
  jsonSchema: z.record(z.string(), z.unknown()),
  problems: z.array(z.object({ line: z.int(), message: z.string() })).describe('Comments that could not be read'),
})
export type ShownParams = z.infer<typeof ShownParams>

/** With the comments of a script that could not be read. */
export const shownParamsOf = (params: ParamSchema, script: string | null = null): ShownParams => ({
  params,
  jsonSchema: jsonSchemaOf(params),
  problems: script === null ? [] : readHeader(script).problems,
})
