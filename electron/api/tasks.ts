import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'
import { takeLines } from './task-batch.ts'

const { tasks, queues } = implementer

export const tasksApi = (engine: Engine) => ({
  create: tasks.create.handler(async ({ input, context }) => {
    const { created, task } = await engine.tasks.create(input, context.trigger)
    return created ? { status: 201, body: task } : { status: 200, body: task }
  }),
  batch: tasks.batch.handler(({ input, context }) => takeLines(engine, input.lines, context.trigger)),
  list: tasks.list.handler(({ input }) =>
    engine.tasks.list({
      limit: input.limit,
      cursor: input.cursor ?? null,
      status: input.status ?? null,
      stage: input.stage ?? null,
      queue: input.queue ?? null,
      q: input.q ?? null,
    }),
  ),
  get: tasks.get.handler(({ input }) => engine.tasks.get(input.id)),
  cancel: tasks.cancel.handler(({ input }) => engine.tasks.cancel(input.id)),
  retry: tasks.retry.handler(({ input }) => engine.tasks.retry(input.id)),
  moveToFront: tasks.moveToFront.handler(({ input }) => engine.tasks.moveToFront(input.id)),
})

export const queuesApi = (engine: Engine) => ({
  list: queues.list.handler(() => engine.queues.list()),
  setCap: queues.setCap.handler(({ input }) => engine.queues.setCap(input.name, input.cap)),
  pause: queues.pause.handler(({ input }) => engine.queues.pause(input.name, input.note)),
  drain: queues.drain.handler(({ input }) => engine.queues.drain(input.name, input.note)),
  resume: queues.resume.handler(({ input }) => engine.queues.resume(input.name)),
  remove: queues.remove.handler(({ input }) => engine.queues.remove(input.name)),
})
