import { describe, expect, it } from 'vitest'
import { codeOf, startTestServer } from './testing.ts'

describe('/debug/pprof', () => {
  it('does not exist without --debug, and needs the token with it', async () => {
    const plain = await startTestServer()
    for (const path of ['/debug/pprof', '/debug/pprof/', '/debug/pprof/heap'])
      expect([(await plain.call(path)).status, (await fetch(plain.url + path)).status]).toEqual([404, 404])
    const server = await startTestServer({ debug: true })
    expect((await fetch(`${server.url}/debug/pprof/heap`)).status).toBe(401)
    expect((await server.call('/debug/pprof/', { headers: { Origin: 'http://evil.test' } })).status).toBe(403)
    expect(await (await server.call('/debug/pprof/')).text()).toContain('/debug/pprof/profile?seconds=30')
  })

  it('returns a CPU profile of the requested duration, one at a time', async () => {
    const server = await startTestServer({ debug: true })
    const first = server.call('/debug/pprof/profile?seconds=1')
    // Either of the two may come first: one is refused.
    const answers = await Promise.all([first, server.call('/debug/pprof/profile?seconds=1')])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const answer = answers.find(({ status }) => status === 200) as Response
    expect(answer.headers.get('Content-Disposition')).toContain('localflow.cpuprofile')
    const { nodes, startTime, endTime } = (await answer.json()) as { nodes: unknown[]; startTime: number; endTime: number }
    expect(nodes.length).toBeGreaterThan(0)
    expect(endTime - startTime).toBeGreaterThan(900_000)
  })

  it('is free again when the client of a profile has hung up', async () => {
    const server = await startTestServer({ debug: true })
    const hangUp = new AbortController()
    const given = server.call('/debug/pprof/profile?seconds=300', { signal: hangUp.signal }).catch(() => null)
    await expect.poll(async () => (await server.call('/debug/pprof/profile?seconds=0.01')).status).toBe(409)
    hangUp.abort()
    await given
    await expect.poll(async () => (await server.call('/debug/pprof/profile?seconds=0.01')).status).toBe(200)
  })

  it.each(['0', '-1', '301', 'x', ''])('refuses a profile of %j seconds', async (seconds) => {
    const server = await startTestServer({ debug: true })
    const answer = await server.call(`/debug/pprof/profile?seconds=${seconds}`)
    expect([answer.status, await codeOf(answer)]).toEqual([400, 'invalid'])
  })
})
