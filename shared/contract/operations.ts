import * as z from 'zod'
import { Bulk, Operation, operationStates } from '../model/operation.ts'
import { access } from './base.ts'

const tags = ['Operations']
const OperationId = z.object({ id: z.string().min(1).max(200) })

export const operations = {
  list: access('viewer', 'run')
    .route({ method: 'GET', path: '/operations', tags, summary: 'List the newest actions on many runs' })
    .input(
      z.object({
        state: z.enum(operationStates).optional(),
        limit: z.coerce.number<number | string>().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(Operation) })),
  get: access('viewer', 'run')
    .route({ method: 'GET', path: '/operations/{id}', tags, summary: 'Get an action on many runs with its progress' })
    .input(OperationId)
    .output(Operation),
  start: access('editor', 'run')
    .route({
      method: 'POST',
      path: '/operations',
      tags,
      summary:
        'Cancel, retry, re-run, pin, unpin or delete many runs in the background; it survives restarts and acts once on each run',
      successStatus: 201,
    })
    .input(Bulk)
    .output(Operation),
  cancel: access('operator', 'run')
    .route({
      method: 'POST',
      path: '/operations/{id}/cancel',
      tags,
      summary: 'Cancel an action on many runs; what was done stays',
    })
    .input(OperationId)
    .output(Operation),
}
