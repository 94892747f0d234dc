import { describe, expect, it } from 'vitest'
import { nothingChanged, request, startTestServer } from './testing.ts'

/** Host names that do not belong to this server, wherever they resolve to. */
const foreignHosts = (port: number): string[] => [
  'evil.com', `evil.com:${port}`, '127.0.0.1.evil.com', `127.0.0.1.evil.com:${port}`, `localhost.evil.com:${port}`, `evil.localhost:${port}`,
  `LOCALHOST.:${port}`, `localhost.:${port}`, `Localhost:${port}`, `0.0.0.0:${port}`, `0:${port}`, `127.1:${port}`, `127.0.1:${port}`,
  `2130706433:${port}`, `0x7f000001:${port}`, `0177.0.0.1:${port}`, `127.0.0.01:${port}`, `127.0.0.2:${port}`, `[::]:${port}`, `::1:${port}`,
  `[::ffff:127.0.0.1]:${port}`, `[::ffff:7f00:1]:${port}`, `[0:0:0:0:0:0:0:1]:${port}`, '127.0.0.1', 'localhost', '[::1]', '127.0.0.1:',
  '127.0.0.1:0', '127.0.0.1:80', `127.0.0.1:${port + 1}`, `127.0.0.1:0${port}`, `127.0.0.1:${port}:${port}`, `user@127.0.0.1:${port}`,
  `user:pass@127.0.0.1:${port}`, `127.0.0.1:${port}@evil.com`, `http://127.0.0.1:${port}`, `127.0.0.1:${port}/`, `127.0.0.1:${port}.evil.com`,
  `evil.com#127.0.0.1:${port}`, `127.0.0.1:${port},evil.com`, `127.0.0.1:${port} evil.com`, 'localflow', '', '*', 'xn--lcalhost-54a',
] // biome-ignore format: a list to read across

describe('a request for a name that is not ours (DNS rebinding)', () => {
  const routes = [
    'GET /',
    'GET /health',
    'GET /api/runs',
    'POST /api/jobs',
    'GET /api/docs',
    'GET /assets/index-abc123.js',
    'GET /nowhere',
  ]

  it('is refused on every route, before any token is asked for', async () => {
    const server = await startTestServer()
    for (const host of foreignHosts(server.port))
      for (const route of routes) {
        const answer = await server.raw(request(`${route} HTTP/1.1`, `Host: ${host}`, `Authorization: Bearer ${server.token}`))
        expect([host, route, answer.status, answer.body.includes('does not serve this host name')]).toEqual([
          host,
          route,
          403,
          true,
        ])
      }
    nothingChanged(server)
  })

  it('is refused for a WebSocket', async () => {
    const server = await startTestServer()
    for (const host of foreignHosts(server.port)) {
      const upgrade = [
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ]
      const answer = await server.raw(
        ['GET /rpc HTTP/1.1', `Host: ${host}`, ...upgrade, `Authorization: Bearer ${server.token}`, '', ''].join('\r\n'),
      )
      expect([host, answer.status]).toEqual([host, 403])
    }
  })

  it('is refused with two names, with none, or with a whole address in its first line', async () => {
    const server = await startTestServer()
    const own = `Host: ${server.host}`
    const statuses = await Promise.all(
      [
        request('GET /health HTTP/1.1', own, 'Host: evil.com'),
        request('GET /health HTTP/1.1', 'Host: evil.com', own),
        request('GET /health HTTP/1.1', own, own),
        request('GET /health HTTP/1.0'),
        request('GET http://evil.com/health HTTP/1.1', own),
        request(`GET http://${server.host}/health HTTP/1.1`, own),
        request('OPTIONS * HTTP/1.1', own),
        request('GET /health HTTP/1.1'),
        request('CONNECT evil.com:443 HTTP/1.1', own),
      ].map(async (text) => (await server.raw(text)).status),
    )
    // Node itself closes the connection without Host in HTTP/1.1, and for CONNECT.
    expect(statuses).toEqual([403, 403, 403, 403, 403, 403, 403, 400, 0])
  })

  it('is served for our own names', async () => {
    const server = await startTestServer()
    for (const host of [server.host, `localhost:${server.port}`, `[::1]:${server.port}`])
      expect((await server.raw(request('GET /api/docs HTTP/1.1', `Host: ${host}`))).status).toBe(200)
  })
})
