import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import * as z from 'zod'
import { contract } from '../../shared/contract/contract.ts'
import { errorStatus } from '../../shared/errors.ts'
import { describeBatch } from './describe-batch.ts'
import { outside } from './describe-live.ts'
import { documentedErrors } from './documented-errors.ts'
import { operations } from './operations.ts'

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>

/** Generated once, at the first request. */
export function createOpenApi(version: string, basePath: string): () => Promise<OpenApiDocument> {
  let document: Promise<OpenApiDocument> | null = null
  return () => {
    document ??= generate(version, basePath)
    return document
  }
}

const ErrorBody = z.object({
  error: z.object({
    code: z.enum(Object.keys(errorStatus)),
    message: z.string(),
    issues: z
      .array(z.object({ path: z.string(), message: z.string(), place: z.object({ from: z.int(), to: z.int() }).optional() }))
      .optional(),
  }),
})

async function generate(version: string, basePath: string): Promise<OpenApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(contract, {
    info: { title: 'LocalFlow', version, description: 'Runs your scripts, jobs and flows, and never loses one.' },
    servers: [{ url: basePath }],
    security: [{ token: [] }],
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The file api-token in the data folder.' } },
    },
    commonSchemas: { Error: { schema: ErrorBody, strategy: 'output' } },
  })
  for (const operation of operations) completeOperation(document, operation)
  describeBatch(document)
  document.paths = { ...document.paths, ...outside }
  return document
}

function completeOperation(document: OpenApiDocument, operation: (typeof operations)[number]): void {
  const documented = document.paths?.[operation.path]?.[operation.method.toLowerCase() as 'get']
  if (!documented) return
  for (const response of Object.values(documented.responses ?? {}))
    if ('content' in response) describeAsText(response.content?.['text/event-stream']?.schema)
  documented.responses = { ...documented.responses, ...documentedErrors(operation) }
  if (documented.requestBody && !('$ref' in documented.requestBody)) markOptional(documented.requestBody)
}

/** A body whose fields are all optional is optional itself. */
function markOptional(body: { required?: boolean; content: Record<string, { schema?: unknown }> }): void {
  const { required = [] } = (body.content['application/json']?.schema ?? {}) as { required?: string[] }
  if (required.length === 0) body.required = false
}

/** The data of an event is text with JSON in it, not JSON itself. */
function describeAsText(stream: unknown): void {
  const { oneOf = [] } = (stream ?? {}) as { oneOf?: { properties?: { data?: unknown } }[] }
  for (const { properties } of oneOf)
    if (properties) properties.data = { type: 'string', contentMediaType: 'application/json', contentSchema: properties.data }
}
