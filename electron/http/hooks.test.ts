import { expect, it } from 'vitest'
import { JobDraft } from '../../shared/model/job.ts'
import { TriggerDraft } from '../../shared/model/trigger.ts'
import { startTestServer } from './testing.ts'

async function withHook() {
  const server = await startTestServer({}, {})
  await server.engine.jobs.create(JobDraft.parse({ name: 'deploy', body: { kind: 'builtin', name: 'noop' } }))
  const made = await server.engine.triggers.create('deploy', TriggerDraft.parse({ on: { kind: 'webhook' } }))
  const url = `${server.url}${made.address}`
  const paramsOf = async (answer: Response) => {
    const { run } = (await answer.json()) as { run: { id: string } }
    return server.engine.runs.detail(run.id).params
  }
  return { server, url, paramsOf }
}

it('a call of the address needs no token, and passes its data to the run', async () => {
  const { url, paramsOf } = await withHook()
  const json = { 'Content-Type': 'application/json; charset=utf-8' }
  const answer = await fetch(`${url}?env=live`, { method: 'POST', headers: json, body: '{"ref":"main"}' })
  expect(answer.status).toBe(202)
  expect(await paramsOf(answer)).toEqual({
    body: { ref: 'main' },
    query: { env: 'live' },
    content_type: 'application/json; charset=utf-8',
  })
  expect(await paramsOf(await fetch(url, { method: 'POST', body: 'plain words' }))).toMatchObject({ body: 'plain words' })
  expect(await paramsOf(await fetch(url, { method: 'POST' }))).toMatchObject({ body: '', query: {} })
})

it('the fields of a form are the values of parameters, and those of the query win', async () => {
  const { server, paramsOf } = await withHook()
  const params = { env: { type: 'string', required: true }, n: { type: 'integer' } }
  await server.engine.jobs.create(
    JobDraft.parse({ name: 'ship', body: { kind: 'script', script: 'true', interpreter: ['sh'] }, params }),
  )
  const { address } = await server.engine.triggers.create('ship', TriggerDraft.parse({ on: { kind: 'webhook' } }))
  const post = (body: URLSearchParams, query = '') => fetch(`${server.url}${address}${query}`, { method: 'POST', body })
  const form = new URLSearchParams({ env: 'prod & test', n: '2', more: 'ignored' })
  expect(await paramsOf(await post(form))).toMatchObject({ env: 'prod & test', n: 2, body: String(form) })
  expect(await paramsOf(await post(form, '?n=3'))).toMatchObject({ env: 'prod & test', n: 3 })
  expect((await post(new URLSearchParams({ n: '2' }))).status).toBe(400)
})

it('a wrong call gets an error, and starts nothing', async () => {
  const { server, url } = await withHook()
  const status = async (init: RequestInit, at = url) => (await fetch(at, init)).status
  const json = { 'Content-Type': 'application/json' }
  expect(await status({ method: 'POST', body: '{', headers: json })).toBe(400)
  expect(await status({ method: 'POST', body: Buffer.from([0xff, 0xfe]) })).toBe(400)
  expect(await status({ method: 'POST', body: 'x'.repeat(1024 * 1024 + 1) })).toBe(413)
  expect(await status({ method: 'POST', body: 'x', headers: { Origin: 'https://evil.example' } })).toBe(403)
  expect(await status({ method: 'POST' }, `${url}x`)).toBe(404)
  expect(await status({ method: 'POST' }, `${server.url}/api/hooks/nobody`)).toBe(404)
  // Following a link starts nothing.
  const followed = await fetch(url)
  expect([followed.status, followed.headers.get('allow')]).toEqual([405, 'POST'])
  expect(await followed.text()).toContain('This is the address of a webhook: call it with POST.')
  expect(await status({ method: 'GET' }, `${url}x`)).toBe(404)
  await server.engine.jobs.setEnabled('deploy', false)
  expect(await status({ method: 'POST' })).toBe(409)
  expect((await server.engine.runs.list({ status: null, job: null, q: null, cursor: null, limit: 10 })).items).toEqual([])
})
