import { describe, expect, it } from 'vitest'
import { request, startTestServer, type TestServer } from './testing.ts'

/** Paths that a URL parser, or a router that decodes first, could read as another. */
const tricks = [
  '/api/tasks/..\\runs', '/api/tasks/..\\triggers', '/api/tasks/..\\jobs\\j', '/api/tasks/..\\runs\\1\\log', '/api/tasks/.', '/api/tasks/./', '/api/tasks/..',
  '/api/tasks/../runs', '/api/tasks/%2e', '/api/tasks/%2E%2e', '/api/tasks/.%2e', '/api/tasks/%2e%2e/runs', '/api/tasks/%2e%2e%2fruns', '/api/tasks/..%2Fruns',
  '/api/tasks/..%5cruns', '/api/tasks/%2e%2e%5Cruns', '/api/tasks/x%2f..', '/api/tasks\\..\\runs', '/api//tasks/1', '/api/tasks//', '//api/tasks/1', '//localhost/api/runs',
  '/api\\runs', '\\api\\runs', '/api/./runs', '/x/../api/runs', '/..\\api\\runs', '/api/tasks/#', '/api/tasks/#/../runs', '/api/tasks/.\t.\\runs', '/api/tasks/%00', '/api/tasks/%0a',
  '/metrics/../api/runs', '/metrics/..\\api\\triggers', '/health/..\\api\\runs', '/debug/pprof/..\\..\\api\\runs', '/rpc/../api/runs', '/assets/..\\api\\runs',
  '/compat/pocketflow/api/..\\..\\..\\api\\runs', '/compat/pocketflow/api//flows', '/api/hooks/..\\runs', '/api/hooks/%2e%2e%2fruns', '/api/docs/..\\runs',
] // biome-ignore format: a list to read across

/** The status of each of `paths`, with or without the token. */
async function statuses(server: TestServer, paths: string[], ...headers: string[]): Promise<Record<string, number>> {
  const answers = paths.map(async (path) => {
    const answer = await server.raw(request(`GET ${path} HTTP/1.1`, `Host: ${server.host}`, ...headers))
    return [path, answer.status] as const
  })
  return Object.fromEntries(await Promise.all(answers))
}

const beyond = (found: Record<string, number>, allowed: number[]) =>
  Object.entries(found).filter(([, status]) => !allowed.includes(status))

describe('a path that could be read as another', () => {
  it.each([
    { name: 'without --compat', compat: [] },
    { name: 'with --compat localflow', compat: ['localflow'] as const },
    { name: 'with --compat pocketflow', compat: ['pocketflow'] as const },
  ])('is refused on every route, with and without the token, $name', async ({ compat }) => {
    const server = await startTestServer({ compat, debug: true })
    await server.call('/api/jobs', {
      method: 'POST',
      body: JSON.stringify({ name: 'j', type: 'builtin', payload: { name: 'noop' } }),
    })
    expect(beyond(await statuses(server, tricks), [400, 403])).toEqual([])
    expect(beyond(await statuses(server, tricks, `Authorization: Bearer ${server.token}`), [400, 403])).toEqual([])
  })

  it('opens no other route to clients of LocalFlow (Go) where it is merely unusual', async () => {
    const server = await startTestServer({ compat: ['localflow'] })
    const unusual = [
      '/api/tasks',
      '/api/tasks/',
      '/api/tasks/?x=1',
      '/api/tasks?/1',
      '/api/tasks/a.b',
      '/api/tasks/a%20b',
      '/api/tasks/a%2fb',
      '/api/tasks/1;',
      '/api/tasks/1/',
      '/API/tasks/1',
    ]
    expect(beyond(await statuses(server, unusual), [401, 404])).toEqual([])
  })

  it('is not one whose escapes stand for characters of a name', async () => {
    const server = await startTestServer()
    for (const name of ['backup/daily', 'a\\b', 'v1.2', 'a b', '50%', 'Größe', '...', 'a..b', 'a#b?c']) {
      await server.engine.flows.create(name, '')
      const answer = await server.call(`/api/flows/${encodeURIComponent(name)}`)
      expect([name, answer.status, ((await answer.json()) as { name?: string }).name]).toEqual([name, 200, name])
    }
  })
})
