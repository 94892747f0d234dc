import * as z from 'zod'
import { Completion, Heartbeat, Poll, QueueTask, Registration, WaitingService, Worker, WorkerTask } from '../model/worker.ts'
import { access } from './base.ts'

const tags = ['Workers']
const Ok = z.object({ ok: z.literal('1') })
const service = z.string().max(200).optional()

export const workers = {
  register: access('operator', 'worker')
    .route({ method: 'POST', path: '/workers/register', tags, summary: 'Register a worker with the services it offers' })
    .input(Registration)
    .output(Ok),
  heartbeat: access('operator', 'worker')
    .route({ method: 'POST', path: '/workers/heartbeat', tags, summary: 'Report that a worker is alive; due every five seconds' })
    .input(Heartbeat)
    .output(Ok),
  list: access('viewer', 'worker')
    .route({ method: 'GET', path: '/workers/list', tags, summary: 'List workers' })
    .input(z.object({ service }))
    .output(z.array(Worker)),
  waiting: access('viewer', 'worker')
    .route({ method: 'GET', path: '/workers/waiting', tags, summary: 'List services that tasks wait for, and for how long' })
    .output(z.array(WaitingService)),
  running: access('viewer', 'worker')
    .route({
      method: 'GET',
      path: '/workers/{id}/running',
      tags,
      summary: 'List the tasks that a worker executes, the oldest first',
    })
    .input(z.object({ id: z.string().max(200) }))
    .output(z.array(WorkerTask)),
  allocate: access('viewer', 'worker')
    .route({ method: 'GET', path: '/workers/allocate', tags, summary: 'Get the least loaded worker that offers a service' })
    .input(z.object({ service: z.string().max(200) }))
    .output(Worker),
  remove: access('operator', 'worker')
    .route({ method: 'DELETE', path: '/workers/{id}', tags, summary: 'Remove a worker; its tasks go to another' })
    .input(z.object({ id: z.string().max(200) }))
    .output(Ok),
  poll: access('operator', 'worker')
    .route({
      method: 'POST',
      path: '/queue/poll',
      tags,
      summary: 'Fetch a task of one of the given services; returns 204 if there is none',
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
    .route({
      method: 'POST',
      path: '/queue/complete',
      tags,
      summary: 'Report the outcome of a task; accepted once, from the worker that holds it',
    })
    .input(Completion)
    .output(Ok),
}
