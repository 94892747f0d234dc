import * as z from 'zod'
import { type ErrorCode, errorStatus } from '../../shared/errors.ts'
import type { Operation } from './operations.ts'

const meaning: Record<Exclude<ErrorCode, 'internal'>, string> = {
  invalid: 'The request is not valid. The issues name each field that is wrong.',
  unauthorized: 'The token is missing or wrong.',
  forbidden:
    'The request is for another host, comes from a page of another origin, or needs a role that the caller does not have.',
  'not-found': 'There is nothing of that name.',
  'request-timeout': 'The body of the request arrived too slowly.',
  conflict: 'The state of the object does not allow the request.',
  stale: 'The object was changed after expectedUpdatedAt (code "stale").',
  'name-taken': 'The name is already in use (code "name-taken").',
  'too-large': 'The request is larger than LocalFlow accepts.',
  unavailable: 'LocalFlow cannot do this now, for example because it cannot write to its database. Try again later.',
  'storage-full': 'The disk is full.',
}

type ErrorAnswer = { description: string; content: Record<string, { schema: { $ref: string } }> }

/** Fields by which a request names an object that may not exist. */
const references = ['id', 'job', 'schedule', 'service', 'queue_id', 'refs', 'filter']

/** Objects whose names must be unique. */
const named = /^\/(jobs|flows|pipelines)\b/

/** The error answers that an operation may give, by its method, its path and its input. */
export function documentedErrors({ method, path, procedure }: Operation): Record<string, ErrorAnswer> {
  const fields = fieldsOf(procedure['~orpc'].inputSchema)
  const writes = method !== 'GET'
  const names = path.includes('{') || fields.some((field) => references.includes(field))
  const codes: (keyof typeof meaning)[] = [
    'invalid',
    'unauthorized',
    'forbidden',
    'unavailable',
    ...(names ? (['not-found'] as const) : []),
    ...(names || writes ? (['conflict'] as const) : []),
    ...(fields.includes('expectedUpdatedAt') ? (['stale'] as const) : []),
    ...(writes && named.test(path) && (fields.includes('name') || path.endsWith('/restore')) ? (['name-taken'] as const) : []),
    ...(writes ? (['request-timeout', 'too-large', 'storage-full'] as const) : []),
  ]
  const byStatus = Map.groupBy(codes, (code) => errorStatus[code])
  return Object.fromEntries([...byStatus].map(([status, same]) => [status, answer(same.map((code) => meaning[code]).join(' '))]))
}

const answer = (description: string): ErrorAnswer => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
})

function fieldsOf(schema: unknown): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape)
  if (schema instanceof z.ZodIntersection) return [...fieldsOf(schema.def.left), ...fieldsOf(schema.def.right)]
  return []
}
