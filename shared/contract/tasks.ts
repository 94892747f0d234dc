import * as z from 'zod'
import { limits } from '../model/limits.ts'
import { Stage, Status } from '../model/run.ts'
import { Queue, Task, TaskDraft } from '../model/task.ts'
import { BatchLines, LineOutcome } from '../model/task-batch.ts'
import { access, FilterText, Paging, page } from './base.ts'

const tags = ['Tasks']
const TaskId = z.object({ id: z.string().min(1).max(200) })

export const tasks = {
  create: access('editor', 'task')
    .route({
      method: 'POST',
      path: '/tasks',
      tags,
      summary: 'Enqueue a task; returns 200 with the first task if the idempotency key was used before',
      successStatus: 201,
      outputStructure: 'detailed',
    })
    .input(TaskDraft)
    .output(z.union([z.object({ status: z.literal(201), body: Task }), z.object({ status: z.literal(200), body: Task })])),
  batch: access('editor', 'task')
    .route({
      method: 'POST',
      path: '/tasks/batch',
      tags,
      summary: `Enqueue up to ${limits.batchLines.toLocaleString('en')} tasks, one per line; each line is accepted or refused on its own`,
    })
    .input(BatchLines)
    .output(z.array(LineOutcome)),
  list: access('viewer', 'task')
    .route({
      method: 'GET',
      path: '/tasks',
      tags,
      summary: 'List tasks: ready tasks in the order in which they start, others newest first',
    })
    .input(
      z.object({
        ...Paging,
        status: Status.optional(),
        stage: Stage.optional(),
        queue: z.string().max(60).optional(),
        q: FilterText.optional(),
      }),
    )
    .output(page(Task)),
  get: access('viewer', 'task')
    .route({ method: 'GET', path: '/tasks/{id}', tags, summary: 'Get a task' })
    .input(TaskId)
    .output(Task),
  cancel: access('operator', 'task')
    .route({ method: 'POST', path: '/tasks/{id}/cancel', tags, summary: 'Cancel a queued task or stop a running one' })
    .input(TaskId)
    .output(Task),
  retry: access('operator', 'task')
    .route({ method: 'POST', path: '/tasks/{id}/retry', tags, summary: 'Retry a task that ended; its history stays' })
    .input(TaskId)
    .output(Task),
  moveToFront: access('operator', 'task')
    .route({ method: 'POST', path: '/tasks/{id}/front', tags, summary: 'Move a queued task to the front of its queue' })
    .input(TaskId)
    .output(Task),
}

const queueTags = ['Queues']
const QueueRef = z.object({ name: z.string().min(1).max(60) })
const note = z.string().trim().max(200).optional()

export const queues = {
  list: access('viewer', 'queue')
    .route({ method: 'GET', path: '/queues', tags: queueTags, summary: 'List queues with their waiting and running tasks' })
    .output(z.array(Queue)),
  setCap: access('editor', 'queue')
    .route({
      method: 'POST',
      path: '/queues/{name}/cap',
      tags: queueTags,
      summary: 'Set the concurrency limit of a queue',
    })
    .input(QueueRef.extend({ cap: z.int().min(1).max(1_000).nullable() }))
    .output(Queue),
  pause: access('operator', 'queue')
    .route({
      method: 'POST',
      path: '/queues/{name}/pause',
      tags: queueTags,
      summary: 'Pause a queue: it accepts tasks but starts none until it is resumed',
    })
    .input(QueueRef.extend({ note }))
    .output(Queue),
  drain: access('operator', 'queue')
    .route({
      method: 'POST',
      path: '/queues/{name}/drain',
      tags: queueTags,
      summary: 'Drain a queue: finish its tasks and accept no new ones',
    })
    .input(QueueRef.extend({ note }))
    .output(Queue),
  resume: access('operator', 'queue')
    .route({ method: 'POST', path: '/queues/{name}/resume', tags: queueTags, summary: 'Resume a paused or draining queue' })
    .input(QueueRef)
    .output(Queue),
  remove: access('editor', 'queue')
    .route({
      method: 'DELETE',
      path: '/queues/{name}',
      tags: queueTags,
      summary: 'Delete an empty queue and its concurrency limit',
    })
    .input(QueueRef)
    .output(z.object({ name: z.string() })),
}

export const BulkResult = z.object({
  done: z.int(),
  /** How many were refused, and why the first of them were. */
  refused: z.int(),
  problems: z.array(z.object({ ref: z.string(), message: z.string() })),
  operation: z.string().describe('Its id in /operations'),
})
export type BulkResult = z.infer<typeof BulkResult>
