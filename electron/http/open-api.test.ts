import { describe, expect, it } from 'vitest'
import { createOpenApi } from './open-api.ts'
import { operations } from './operations.ts'

const document = await createOpenApi('1', '/api')()
const responsesOf = (method: string, path: string) => document.paths?.[path]?.[method.toLowerCase() as 'get']?.responses ?? {}
const errorsOf = (method: string, path: string) =>
  Object.keys(responsesOf(method, path)).filter((status) => Number(status) >= 400)

describe('the OpenAPI document', () => {
  it('has every operation of the contract, each with its errors in the shape that all errors have', () => {
    const all = Object.values(document.paths ?? {}).flatMap((methods) => Object.values(methods ?? {}))
    const outside = [document.paths?.['/auth/ticket']?.post, document.paths?.['/runs/{ref}/log/live']?.get]
    expect(outside).not.toContain(undefined)
    expect(all).toHaveLength(operations.length + outside.length)
    for (const { method, path } of operations) {
      const errors = errorsOf(method, path)
      expect(errors, `${method} ${path}`).toEqual(expect.arrayContaining(['400', '401', '403', '503']))
      for (const status of errors)
        expect(responsesOf(method, path)[status]).toMatchObject({
          description: expect.stringMatching(/\w/),
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
        })
    }
    expect(document.components?.schemas?.['Error']).toMatchObject({ required: ['error'] })
  })

  it.each([
    ['GET', '/runs', ['400', '401', '403', '404', '409', '503']],
    ['GET', '/queues', ['400', '401', '403', '503']],
    ['GET', '/jobs/{ref}', ['400', '401', '403', '404', '409', '503']],
    ['POST', '/jobs', ['400', '401', '403', '408', '409', '413', '503', '507']],
    ['DELETE', '/runs/{ref}', ['400', '401', '403', '404', '408', '409', '413', '503', '507']],
    ['POST', '/schedules', ['400', '401', '403', '404', '408', '409', '413', '503', '507']],
  ])('names the errors that %s %s can answer with', (method, path, statuses) => {
    expect(errorsOf(method, path)).toEqual(statuses)
  })

  it.each([
    ['POST', '/jobs', ['name-taken']],
    ['PUT', '/flows/{ref}', ['stale', 'name-taken']],
    ['POST', '/pipelines/{ref}/restore', ['name-taken']],
    ['PUT', '/schedules/{id}', ['stale']],
    ['POST', '/jobs/{ref}/run', []],
  ])('lists the error codes besides "conflict" that a 409 of %s %s can have', (method, path, codes) => {
    const { description } = responsesOf(method, path)['409'] as { description: string }
    expect([...description.matchAll(/code "([\w-]+)"/g)].map(([, code]) => code)).toEqual(codes)
  })

  it('describes the data of an event as text with JSON in it', () => {
    const { content } = responsesOf('GET', '/objects/{hash}/bytes')['200'] as {
      content: Record<string, { schema: { oneOf: unknown[] } }>
    }
    expect(content['text/event-stream']?.schema.oneOf[0]).toMatchObject({
      required: ['event', 'data'],
      properties: {
        event: { const: 'message' },
        data: { type: 'string', contentMediaType: 'application/json', contentSchema: { required: ['offset', 'data'] } },
      },
    })
  })

  it('documents that there may be no task to poll', () => {
    expect(responsesOf('POST', '/queue/poll')['204']).toEqual({ description: 'No work waits' })
  })
})
