import { expect, it } from 'vitest'
import { runToEnd, shell, until } from '../engine/testing/engine.ts'
import { startTestServer } from './testing.ts'

const threads = (): number => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length

it('streams the runs that printed a text, and the end', async () => {
  const server = await startTestServer({}, {})
  await runToEnd(server.engine, shell('echo "could not resolve HOST"'))
  const answer = await server.call('/api/search?text=host&word=true&q=status:succeeded')
  expect(answer.headers.get('content-type')).toMatch('text/event-stream')
  const events = [...(await answer.text()).matchAll(/^data: (.*)$/gm)].map(([, data]) => JSON.parse(data ?? ''))
  expect(events.filter(({ type }) => type !== 'progress')).toMatchObject([
    { type: 'found', run: { number: 1, status: 'succeeded' }, count: 1, lines: [{ n: 1, match: [18, 22], stream: 'out' }] },
    { type: 'end', runs: 1, of: 1, foundLines: 1, foundRuns: 1, next: null },
  ])
  expect(await (await server.call('/api/search?text=host&case=true')).text()).not.toContain('"found"')
})

it.each([
  ['text=(&regex=true', 'text', 'Could not read the regular expression'],
  ['text=a&q=unicorn:yes', 'q', 'unicorn'],
  ['text=', 'text', ''],
  ['text=a&limit=0', 'limit', ''],
])('refuses a search with a mistake before it streams anything: %s', async (query, path, message) => {
  const server = await startTestServer()
  const answer = await server.call(`/api/search?${query}`)
  expect(answer.status).toBe(400)
  const { error } = (await answer.json()) as { error: { issues: { path: string; message: string }[] } }
  expect(error.issues[0]).toMatchObject({ path, message: expect.stringContaining(message) })
})

it('needs the token', async () => {
  const server = await startTestServer()
  expect((await server.call('/api/search?text=a', { headers: { Authorization: 'Bearer none' } })).status).toBe(401)
})

it('stops in the engine when the client hangs up', async () => {
  const server = await startTestServer({}, {})
  await runToEnd(server.engine, shell('yes "the needle is in the haystack" | head -c 30000000'))
  const before = threads()
  const hangUp = new AbortController()
  const answer = await server.call('/api/search?text=n[e]edle&regex=true', { signal: hangUp.signal })
  await answer.body?.getReader().read()
  await until(() => threads() > before)
  hangUp.abort()
  await until(() => threads() === before)
})
