import type { OpenAPIGenerator } from '@orpc/openapi'

type Paths = NonNullable<Awaited<ReturnType<OpenAPIGenerator['generate']>>['paths']>

const refused = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
})

const errors = {
  401: refused('The token or ticket is missing or wrong.'),
  403: refused('The caller may not do this.'),
  503: refused('Storage accepts nothing at the moment.'),
}

const query = (name: string, description: string) => ({
  ...{ name, in: 'query' as const, required: false, description },
  schema: { type: 'string' as const },
})

/** What is served outside of the contract, because it is no single answer of JSON: see `routes.ts`. */
export const outside: Paths = {
  '/auth/ticket': {
    post: {
      operationId: 'auth.ticket',
      summary: 'Get a ticket that opens one WebSocket within 60 seconds, for browsers',
      tags: ['Logs'],
      responses: {
        201: {
          description: 'The ticket',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { ticket: { type: 'string' }, expiresAt: { type: 'integer' } },
                required: ['ticket', 'expiresAt'],
              },
            },
          },
        },
        ...errors,
      },
    },
  },
  '/runs/{ref}/log/live': {
    get: {
      operationId: 'logs.live',
      summary: 'WebSocket: lines of a log, samples and statuses as they come, one JSON object a message',
      tags: ['Logs'],
      parameters: [
        { name: 'ref', in: 'path', required: true, schema: { type: 'string' } },
        query('from', '`end`, or the number of the first line; default: 1'),
        query('node', 'A node of a flow, or a step of a pipeline'),
        query('attempt', 'Only this attempt'),
        query('ticket', 'In place of the token, in a browser'),
      ],
      responses: {
        101: { description: 'The connection is a WebSocket' },
        400: refused('Wrong node, attempt or from.'),
        404: refused('There is no such run.'),
        426: refused('The request does not ask for a WebSocket.'),
        ...errors,
      },
    },
  },
}
