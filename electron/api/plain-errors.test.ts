import { createRouterClient } from '@orpc/server'
import { expect, it } from 'vitest'
import { startTestEngine } from '../engine/testing/engine.ts'
import { localCaller } from './caller.ts'
import { errorInterceptors } from './interceptors.ts'
import { createRouter } from './router.ts'

it('a client reads plain words about a wrong field, also where the schema has no message of its own', async () => {
  const engine = await startTestEngine({ dispatch: false })
  const { clientInterceptors } = errorInterceptors(engine.log) as object as { clientInterceptors: [] }
  const client = createRouterClient(createRouter(engine), { context: localCaller('cli'), interceptors: clientInterceptors })
  const body = { kind: 'command', command: 'true' } as const
  await expect(client.runs.exec({ body, title: '' })).rejects.toThrow('title: must have at least 1 character')
  await expect(client.runs.exec({ body, timeoutMs: 'soon' as never })).rejects.toThrow('timeoutMs: must be a number')
  await expect(client.queues.pause({ name: 'x'.repeat(200) })).rejects.toThrow('name: must have at most 60 characters')
  await expect(client.jobs.create({ name: 'a', body, overlap: 'wait' as never })).rejects.toThrow(
    'overlap: must be allow, skip, queue, latest or replace',
  )
  await expect(client.jobs.create({ name: 'a' } as never)).rejects.toThrow('body: is missing')
})
