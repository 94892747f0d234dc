import * as z from 'zod'
import { Completion, Heartbeat, Poll, QueueTask, Registration, WaitingService, Worker } from '../model/worker.ts'
import { access } from './base.ts'

const tags = ['Workers']
const Ok = z.object({ ok: z.literal('1') })
const service = z.string().max(200).optional()

export const workers = {
  register: access('operator', 'worker')
    .route({ method: 'POST', path: '/workers/register', tags, summary: 'Say that a worker is there, and what it offers' })
    .input(Registration)
    .output(Ok),
  heartbeat: access('operator', 'worker')
    .route({ method: 'POST', path: '/workers/heartbeat', tags, summary: 'Say that a worker is still there: every five seconds' })
    .input(Heartbeat)
    .output(Ok),
  list: access('viewer', 'worker')
    .route({ method: 'GET', path: '/workers/list', tags, summary: 'Workers that were heard of' })
    .input(z.object({ service }))
    .output(z.array(Worker)),
  waiting: access('viewer', 'worker')
    .route({ method: 'GET', path: '/workers/waiting', tags, summary: 'Services for which work waits, and for how long' })
    .output(z.array(WaitingService)),
  allocate: access('viewer', 'worker')
    .route({ method: 'GET', path: '/workers/allocate', tags, summary: 'The least loaded worker that offers a service' })
    .input(z.object({ service: z.string().max(200) }))
    .output(Worker),
  remove: access('operator', 'worker')
    .route({ method: 'DELETE', path: '/workers/{id}', tags, summary: 'Forget a worker; what it was doing is done by another' })
    .input(z.object({ id: z.string().max(200) }))
    .output(Ok),
  poll: access('operator', 'worker')
    .route({
      method: 'POST',
      path: '/queue/poll',
      tags,
      summary: 'Ask for work of some services; 204 when there is none',
      outputStructure: 'detailed',
    })
    .input(Poll)
    .output(
      z.union([
        z.object({ status: z.literal(200), body: QueueTask }),
        z.object({ status: z.literal(204).describe('No work waits') }),
      ]),
    ),
  complete: access('operator', 'worker')
    .route({ method: 'POST', path: '/queue/complete', tags, summary: 'Say how work ended; once, by who holds it' })
    .input(Completion)
    .output(Ok),
}
