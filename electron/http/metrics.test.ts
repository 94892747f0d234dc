import { describe, expect, it } from 'vitest'
import type { Task } from '../../shared/model/task.ts'
import { untilEnded } from '../engine/testing/engine.ts'
import { codeOf, startTestServer, type TestServer } from './testing.ts'

const noop = { type: 'builtin', payload: { name: 'noop' } }
const post = (server: TestServer, draft: object) => server.call('/api/tasks', { method: 'POST', body: JSON.stringify(draft) })
const megabyte = 1024 ** 2

describe('POST /api/tasks', () => {
  it.each<[string, object]>([
    ['http', { url: 'http://a.test', method: 'POST', body: 'x'.repeat(megabyte) }],
    ['http', { url: 'http://a.test', method: 'POST', body: 'x'.repeat(megabyte + 1) }],
    ['shell', { command: 'cat', stdin: 'x'.repeat(megabyte) }],
    ['shell', { command: 'cat', stdin: 'x'.repeat(megabyte + 1) }],
    ['shell', { command: 'cat', stdin: '日'.repeat(400_000) }],
    ['shell', { command: 'echo', args: Array.from({ length: 20 }, () => 'x'.repeat(100_000)) }],
  ])('is 413 for a payload larger than 1 MB, of every type: %s', async (type, payload) => {
    const server = await startTestServer()
    const answer = await post(server, { type, payload })
    expect([answer.status, await codeOf(answer)]).toEqual([413, 'too-large'])
    expect(server.engine.info().queued).toBe(0)
  })

  it('is 400 for a negative number of attempts', async () => {
    const server = await startTestServer()
    expect((await post(server, { ...noop, maxAttempts: -1 })).status).toBe(400)
  })

  it.each(['http://', 'http://a b', 'http://[::1', 'http://a.test:99999', '//a.test', ''])(
    'is 400 for the address %j',
    async (url) => {
      const server = await startTestServer()
      expect((await post(server, { type: 'http', payload: { url } })).status).toBe(400)
    },
  )

  it('runs a task once that was sent twenty times with one key while the engine works', async () => {
    const server = await startTestServer({}, {})
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(server, { ...noop, idempotencyKey: 'k' })))
    const tasks = (await Promise.all(answers.map((answer) => answer.json()))) as Task[]
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    await untilEnded(server.engine, tasks[0]?.runId ?? '')
    expect((await server.engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 100 })).items).toHaveLength(1)
    const late = await post(server, { ...noop, idempotencyKey: 'k' })
    expect([late.status, ((await late.json()) as Task).status]).toEqual([200, 'succeeded'])
  })
})

describe('GET /metrics', () => {
  it('needs the token', async () => {
    const server = await startTestServer()
    expect((await fetch(`${server.url}/metrics`)).status).toBe(401)
    expect((await fetch(`${server.url}/metrics`, { headers: { Authorization: 'Bearer wrong' } })).status).toBe(401)
  })

  it('counts the tasks of each queue by stage', async () => {
    const server = await startTestServer()
    for (const over of [{ queue: 'q' }, { queue: 'q' }, { queue: 'q', delayMs: 60_000 }, {}])
      await post(server, { ...noop, ...over })
    const answer = await server.call('/metrics')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, expect.stringMatching(/^text\/plain/)])
    const lines = (await answer.text()).split('\n')
    expect(lines).toContain('# TYPE localflow_tasks gauge')
    expect(lines.filter((line) => line.startsWith('localflow_tasks{queue="q"'))).toEqual([
      'localflow_tasks{queue="q",state="ready"} 2',
      'localflow_tasks{queue="q",state="delayed"} 1',
      'localflow_tasks{queue="q",state="held"} 0',
      'localflow_tasks{queue="q",state="running"} 0',
    ])
    expect(lines).toContain('localflow_tasks{queue="default",state="ready"} 1')
    for (const line of lines) expect(line).toMatch(/^$|^# (HELP|TYPE) \w+ .+$|^\w+(\{.*\})? [\d.e+-]+$/)
  })
})
