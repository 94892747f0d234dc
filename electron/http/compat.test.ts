import { describe, expect, it } from 'vitest'
import { startTestServer } from './testing.ts'

const json = { 'Content-Type': 'application/json' }
const draft = JSON.stringify({ type: 'builtin', payload: { name: 'noop' } })

/** Calls without the token, as the clients of LocalFlow (Go) make them, and the status that each gets. */
async function statuses(compat: ['localflow'] | [], headers: Record<string, string> = {}): Promise<Record<string, number>> {
  const server = await startTestServer({ compat })
  const { id } = (await (await server.call('/api/tasks', { method: 'POST', body: draft })).json()) as { id: string }
  const ask = async (method: string, path: string, body?: string): Promise<number> =>
    (await fetch(server.url + path, { method, headers: { ...json, ...headers }, ...(body === undefined ? {} : { body }) })).status
  return {
    submit: await ask('POST', '/api/tasks', draft),
    status: await ask('GET', `/api/tasks/${id}`),
    metrics: await ask('GET', '/metrics'),
    list: await ask('GET', '/api/tasks'),
    cancel: await ask('POST', `/api/tasks/${id}/cancel`, '{}'),
    runs: await ask('GET', '/api/runs'),
    jobs: await ask('POST', '/api/jobs', '{}'),
  }
}

describe('--compat localflow', () => {
  it('needs no token for the routes of LocalFlow (Go) only', async () => {
    expect(await statuses(['localflow'])).toEqual({
      submit: 201,
      status: 200,
      metrics: 200,
      list: 401,
      cancel: 401,
      runs: 401,
      jobs: 401,
    })
  })

  it('is off by default', async () => {
    expect(Object.values(await statuses([]))).toEqual([401, 401, 401, 401, 401, 401, 401])
  })

  it.each<[string, Record<string, string>, number]>([
    ['a page of another site', { Origin: 'http://evil.test' }, 403],
    ['a page of another site whose browser names no origin', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['an address opened in a browser', { 'Sec-Fetch-Site': 'none' }, 401],
    ['a program with a wrong token', { Authorization: 'Bearer wrong' }, 401],
  ])('lets in no more than programs without a token: %s', async (_, headers, status) => {
    const { submit, metrics } = await statuses(['localflow'], headers)
    expect([submit, metrics]).toEqual([status, status])
  })

  it('requires the token from pages of an allowed origin, and answers under no other host name', async () => {
    const server = await startTestServer({ compat: ['localflow'], allowedOrigins: ['http://mine.test'] })
    const answer = await fetch(`${server.url}/api/tasks`, {
      method: 'POST',
      body: draft,
      headers: { ...json, Origin: 'http://mine.test' },
    })
    expect(answer.status).toBe(401)
    const rebound = await server.raw('GET /metrics HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n')
    expect(rebound.status).toBe(403)
  })
})
