import type { Engine } from '../engine/engine.ts'
import { implementer } from './base.ts'

const { workers } = implementer

const ok = { ok: '1' } as const

export const workersApi = (engine: Engine) => ({
  register: workers.register.handler(({ input }) => engine.workers.register(input).then(() => ok)),
  heartbeat: workers.heartbeat.handler(({ input }) => engine.workers.heartbeat(input).then(() => ok)),
  list: workers.list.handler(({ input }) => engine.workers.list(input.service)),
  waiting: workers.waiting.handler(() => engine.workers.waiting()),
  running: workers.running.handler(({ input }) => engine.workers.running(input.id)),
  allocate: workers.allocate.handler(({ input }) => engine.workers.allocate(input.service)),
  remove: workers.remove.handler(({ input }) => engine.workers.remove(input.id).then(() => ok)),
  poll: workers.poll.handler(async ({ input }) => {
    const task = await engine.workers.poll(input.worker_id, input.services)
    return task ? { status: 200 as const, body: task } : { status: 204 as const }
  }),
  complete: workers.complete.handler(({ input }) => engine.workers.complete(input).then(() => ok)),
})
