import type { IncomingMessage, ServerResponse } from 'node:http'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { contract } from '../../shared/contract/contract.ts'
import { AppError, type Issue, isErrorCode } from '../../shared/errors.ts'
import { errorInterceptors } from '../api/interceptors.ts'
import type { Router } from '../api/router.ts'
import type { Log } from '../engine/log.ts'
import { errorBody, sendError } from './answers.ts'
import { readJson } from './read-body.ts'

/** The contract as REST under `basePath`. */
export function createRest(router: Router, log: Log, basePath: `/${string}`) {
  const handler = new OpenAPIHandler(router, {
    ...(errorInterceptors(log) as object),
    customErrorResponseBodyEncoder: (error) =>
      errorBody({
        code: isErrorCode(error.code) ? error.code : 'internal',
        message: error.message,
        issues: (error.data as { issues?: Issue[] } | undefined)?.issues,
      }),
  })

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
    const body = hasBody ? await readJson(request) : undefined
    // An object without a value is what a procedure without a body expects.
    const { matched } = await handler.handle(Object.assign(request, { body: hasBody ? (body ?? {}) : undefined }), response, {
      prefix: basePath,
      context: { trigger: 'api' },
    })
    if (!matched) sendError(response, new AppError('not-found', `There is no ${request.method} ${request.url?.split('?')[0]}.`))
  }
}

export type OpenApiDocument = Awaited<ReturnType<OpenAPIGenerator['generate']>>

/** Made once, when first asked for. */
export function createOpenApi(version: string, basePath: string): () => Promise<OpenApiDocument> {
  let document: Promise<OpenApiDocument> | null = null
  return () => {
    document ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(contract, {
      info: { title: 'LocalFlow', version, description: 'Runs your scripts, jobs and flows, and never loses one.' },
      servers: [{ url: basePath }],
      security: [{ token: [] }],
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'The file api-token in the data folder.' } },
      },
      customErrorResponseBodySchema: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['code', 'message'],
            properties: {
              code: { type: 'string' },
              message: { type: 'string' },
              issues: { type: 'array', items: { type: 'object' } },
            },
          },
        },
      },
    })
    return document
  }
}
