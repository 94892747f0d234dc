import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { nothingChanged, request, startTestServer, upgradeStatus } from './testing.ts'

const draft = JSON.stringify({ name: 'forged', body: { kind: 'command', command: 'true' } })

describe('a page of another site', () => {
  const foreign = [
    'http://evil.com',
    'https://127.0.0.1',
    'null',
    'http://localhost',
    'http://127.0.0.1:1',
    'file://',
    'http://127.0.0.1.evil.com',
  ]

  it('changes nothing, with or without a token, whatever it sends', async () => {
    const server = await startTestServer()
    for (const Origin of foreign)
      for (const [method, path] of [
        ['GET', '/api/runs'],
        ['POST', '/api/jobs'],
        ['PUT', '/api/jobs/a'],
        ['DELETE', '/api/jobs/a'],
        ['OPTIONS', '/api/jobs'],
      ] as const) {
        const answer = await server.call(path, {
          method,
          headers: { Origin },
          ...(method === 'POST' || method === 'PUT' ? { body: draft } : {}),
        })
        expect([Origin, method, answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
          Origin,
          method,
          403,
          null,
        ])
      }
    nothingChanged(server)
  })

  it('that hides its origin is recognized by the headers of the browser', async () => {
    const server = await startTestServer()
    for (const site of ['cross-site', 'same-site'])
      expect(
        (
          await server.raw(
            request(
              'GET /api/runs HTTP/1.1',
              `Host: ${server.host}`,
              `Authorization: Bearer ${server.token}`,
              `Sec-Fetch-Site: ${site}`,
            ),
          )
        ).status,
      ).toBe(403)
    for (const site of ['same-origin', 'none'])
      expect(
        (
          await server.raw(
            request(
              'GET /api/runs HTTP/1.1',
              `Host: ${server.host}`,
              `Authorization: Bearer ${server.token}`,
              `Sec-Fetch-Site: ${site}`,
            ),
          )
        ).status,
      ).toBe(200)
  })

  it('cannot open the WebSocket, even with the token', async () => {
    const server = await startTestServer()
    for (const origin of foreign) {
      const socket = new WebSocket(`ws://${server.host}/rpc`, ['localflow', `token.${server.token}`], { origin })
      expect(await upgradeStatus(socket)).toBe(403)
    }
  })

  it('is let in if a person allowed it', async () => {
    const server = await startTestServer({ allowedOrigins: ['http://mine.test:3000'] })
    expect((await server.call('/api/runs', { headers: { Origin: 'http://mine.test:3000' } })).status).toBe(200)
    expect((await server.call('/api/runs', { headers: { Origin: 'http://mine.test' } })).status).toBe(403)
  })
})
