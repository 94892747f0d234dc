import { expect, it } from 'vitest'
import { JobDraft } from '../../../shared/model/job.ts'
import { TriggerDraft } from '../../../shared/model/trigger.ts'
import { startTestServer } from '../../http/testing.ts'
import { leveled } from '../base/log.ts'
import type { StoredEvent } from '../store/events.ts'
import { shell, untilEnded } from '../testing/engine.ts'
import { logEvents } from './event-log.ts'

type Line = { message: string; [fact: string]: unknown }

async function withDebugLog() {
  const lines: Line[] = []
  const log = leveled('debug', (line) => lines.push(JSON.parse(line) as Line))
  const server = await startTestServer({}, { log })
  const find = (message: string) => lines.filter((line) => line.message === message)
  return { server, lines, find }
}

it('a run can be followed in the debug log from its queue to its end, with its process and its retries', async () => {
  const { server, find } = await withDebugLog()
  const { engine } = server
  const spec = shell('exit 3', { retry: { maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 1 } } })
  const run = await engine.manual.exec(spec, undefined, 'api')
  await untilEnded(engine, run.id)
  expect(find('run queued')).toMatchObject([{ level: 'debug', run: run.number, id: run.id, trigger: 'api' }])
  expect(find('run started')).toMatchObject([{ attempt: 1 }, { attempt: 2 }])
  expect(find('attempt started')[0]).toMatchObject({ run: run.number, attempt: 1, pid: expect.any(Number) })
  expect(find('run attempt failed')).toMatchObject([
    { attempt: 1, reason: 'exit-code', exitCode: 3, retryAt: expect.any(Number) },
  ])
  expect(find('run failed')).toMatchObject([{ run: run.number, reason: 'exit-code', exitCode: 3, ms: expect.any(Number) }])
})

it('an event is not read for a log that leaves debug lines out', () => {
  const unread = new Proxy({} as StoredEvent, {
    get: (_, name) => {
      throw new Error(`${String(name)} was read`)
    },
  })
  logEvents(
    leveled('info', () => {}),
    [unread],
  )
})

it('requests and calls are in the debug log with their outcome, but without their content', async () => {
  const { server, lines, find } = await withDebugLog()
  await server.engine.jobs.create(JobDraft.parse({ name: 'deploy', body: { kind: 'builtin', name: 'noop' } }))
  const { id, address } = await server.engine.triggers.create('deploy', TriggerDraft.parse({ on: { kind: 'webhook' } }))
  const body = JSON.stringify({ params: { password: 'in the body' } })
  expect((await server.call('/api/jobs/deploy/run?q=in-the-query', { method: 'POST', body })).status).toBe(201)
  expect((await server.call('/api/jobs/nobody')).status).toBe(404)
  expect((await fetch(`${server.url}${address}`, { method: 'POST', body: 'in the hook' })).status).toBe(202)
  await expect.poll(() => find('request').length).toBe(3)
  expect(find('request')).toMatchObject([
    { method: 'POST', path: '/api/jobs/deploy/run', status: 201, ms: expect.any(Number) },
    { method: 'GET', path: '/api/jobs/nobody', status: 404 },
    { method: 'POST', path: '/api/hooks/…', status: 202 },
  ])
  expect(find('trigger set off')).toMatchObject([{ id, run: 2 }])
  const all = JSON.stringify(lines)
  for (const secret of ['in the body', 'in-the-query', 'in the hook', server.token, address?.split('/').at(-1) ?? 'none'])
    expect(all).not.toContain(secret)
})
