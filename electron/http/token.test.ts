import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { codeOf, nothingChanged, startTestServer, upgradeStatus } from './testing.ts'

const draft = JSON.stringify({ name: 'forged', body: { kind: 'command', command: 'true' } })

describe('the token', () => {
  it.each([
    ['none', undefined],
    ['an empty one', 'Bearer '],
    ['a wrong one', 'Bearer wrong'],
    ['the right one with more behind it', 'Bearer TOKENx'],
    ['the beginning of the right one', 'Bearer PART'],
    ['the right one by another scheme', 'Basic TOKEN'],
    ['the right one alone', 'TOKEN'],
  ])('is needed: %s is refused', async (_, given) => {
    const server = await startTestServer()
    const value = given?.replace('TOKEN', server.token).replace('PART', server.token.slice(0, -1))
    const answer = await fetch(`${server.url}/api/jobs`, {
      method: 'POST',
      body: draft,
      headers: { 'Content-Type': 'application/json', ...(value ? { Authorization: value } : {}) },
    })
    expect([answer.status, await codeOf(answer)]).toEqual([401, 'unauthorized'])
    nothingChanged(server)
  })

  it('is not taken from the address or from a cookie', async () => {
    const server = await startTestServer()
    for (const path of [`/api/runs?token=${server.token}`, `/api/runs?access_token=${server.token}`])
      expect((await fetch(server.url + path, { headers: { Cookie: `token=${server.token}` } })).status).toBe(401)
  })

  it('opens the WebSocket as a header or as a protocol, and a wrong one does not', async () => {
    const server = await startTestServer()
    const open = (protocols: string[], headers = {}) =>
      upgradeStatus(new WebSocket(`ws://${server.host}/rpc`, protocols, { headers }))
    expect(await open(['localflow', `token.${server.token}`])).toBe(101)
    expect(await open(['localflow'], { Authorization: `Bearer ${server.token}` })).toBe(101)
    expect([
      await open(['localflow']),
      await open(['localflow', 'token.wrong']),
      await open(['localflow'], { Authorization: 'Bearer no' }),
    ]).toEqual([401, 401, 401])
  })

  it('is not needed to learn that LocalFlow is well, or to read about its API', async () => {
    const server = await startTestServer({}, {})
    await server.engine.ready()
    for (const path of ['/health', '/api/docs', '/api/openapi.json', '/'])
      expect((await fetch(server.url + path)).status).toBe(200)
  })
})
