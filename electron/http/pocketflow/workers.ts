import { Completion, Heartbeat, Poll, Registration } from '../../../shared/model/worker.ts'
import { type Answer, anyCase, type Call, ok } from './call.ts'

export async function register({ engine, body }: Call): Promise<Answer> {
  const { id, url, services, type, load } = anyCase(await body())
  const known = type === 'async' || type === 'http' ? type : 'http'
  await engine.workers.register(Registration.parse({ id, url, services, type: known, load: load ?? 0 }))
  return ok
}

export async function heartbeat({ engine, body }: Call): Promise<Answer> {
  const { id, url, load } = anyCase(await body())
  await engine.workers.heartbeat(Heartbeat.parse({ id, url, load: load ?? 0 }))
  return ok
}

export const listWorkers = ({ engine, query }: Call): Answer => ({
  value: engine.workers.list(query.get('service') ?? undefined),
})
export const allocate = ({ engine, query }: Call): Answer => ({ value: engine.workers.allocate(query.get('service') ?? '') })

export async function poll({ engine, body }: Call): Promise<Answer> {
  const { worker_id, services } = Poll.parse(await body())
  const task = await engine.workers.poll(worker_id, services)
  return task ? { value: task } : { status: 204 }
}

export async function complete({ engine, body }: Call): Promise<Answer> {
  await engine.workers.complete(Completion.parse(await body()))
  return ok
}
