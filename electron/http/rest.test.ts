import { expect, it } from 'vitest'
import { queryNames } from '../api/query-names.ts'
import { command } from '../engine/testing/engine.ts'
import { operations } from './operations.ts'
import { startTestServer } from './testing.ts'

it.each([
  '/api/runs/%zz/log/raw',
  '/api/jobs/%zz',
  '/api/runs/%E0%A4%A',
  '/%zz',
  '/api/%zz',
  '/api/runs?%zz',
  '/api/runs?q[]=1&q[a]=2',
  '/api/runs?limit=1&limit=2',
  '/api/runs?__proto__[a]=1',
  '/api/jobs/__proto__',
  '/api/runs/constructor',
  '/api/runs/1e3',
  '/api/runs/-1',
  '/api/runs/99999999999999999999',
  '/api/runs?cursor=999999999999999',
  '/api/jobs?cursor=%00',
  '/api/jobs?q=%F0%9F',
  '/api/changes?since=-1',
  '/api/changes?since=x',
  '/api//runs',
  '/api/runs/',
  '/api/runs/1/log?from=9007199254740993',
])('%s is the mistake of who asks', async (path) => {
  const server = await startTestServer()
  const answer = await server.call(path)
  expect(answer.status).toBeLessThan(500)
})
it('changes with a header that is not an event id', async () => {
  const server = await startTestServer()
  const answer = await server
    .call('/api/changes', { headers: { 'Last-Event-ID': 'abc' }, signal: AbortSignal.timeout(700) })
    .catch((e) => e)
  expect(answer.status).toBe(400)
})
it('follow with a header that is not an event id', async () => {
  const server = await startTestServer()
  const { id } = await server.engine.manual.exec(command('true'), undefined, 'api')
  const answer = await server
    .call(`/api/runs/${id}/log/follow`, { headers: { 'Last-Event-ID': 'abc' }, signal: AbortSignal.timeout(700) })
    .catch((e) => e)
  expect(answer.status).toBe(400)
})

it('refuses a decision with a misspelled field instead of approving', async () => {
  const server = await startTestServer()
  const { id } = await server.engine.manual.exec(command('true'), undefined, 'api')
  const body = JSON.stringify({ approved: false })
  const headers = { 'Content-Type': 'application/json' }
  const answer = await server.call(`/api/runs/${id}/approve`, { method: 'POST', headers, body })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('approved')
})

it('finds runs by a filter, and answers a mistake in it with its place', async () => {
  const server = await startTestServer()
  const { number } = await server.engine.manual.exec(command('true'), 'Nightly backup', 'api')
  await server.engine.manual.exec(command('true'), 'other', 'api')
  const ask = (q: string) => server.call(`/api/runs?q=${encodeURIComponent(q)}`)
  const found = (await (await ask('trigger:api "nightly b*"')).json()) as { items: { number: number }[] }
  expect(found.items.map((run) => run.number)).toEqual([number])
  const refused = await ask('backup status:faild')
  expect(refused.status).toBe(400)
  expect(await refused.json()).toEqual({
    error: {
      code: 'invalid',
      message: 'Could not read the filter. "faild" is not a value of "status". Did you mean "failed"?',
      issues: [{ path: 'q', message: '"faild" is not a value of "status". Did you mean "failed"?', place: { from: 14, to: 19 } }],
    },
  })
  expect((await ask('x'.repeat(10_241))).status).toBe(400)
})

it.each([
  ['/api/runs?limt=1', 'Unknown parameter "limt". Did you mean "limit"?'],
  ['/api/runs/1/log?coutn=1', 'Unknown parameter "coutn". Did you mean "count"?'],
  ['/api/runs/1/log/raw?from=plain', 'Unknown parameter "from". Did you mean "form"?'],
  ['/api/runs/export?query=x', 'Unknown parameter "query". Parameters are q, form, sort.'],
  ['/api/objects/abcd/content?form=raw', 'Unknown parameter "form". This address takes no parameters.'],
  ['/api/schedules/1/slots?befor=1', 'Unknown parameter "befor". Did you mean "before"?'],
  // Names within the path are no parameters of the query.
  ['/api/runs/1?ref=2', 'Unknown parameter "ref". This address takes no parameters.'],
  ['/api/settings?__proto__[a]=1', 'Unknown parameter "__proto__". This address takes no parameters.'],
])('refuses %s, and names the parameter that was meant', async (path, message) => {
  const server = await startTestServer()
  const answer = await server.call(path)
  expect([answer.status, await answer.json()]).toEqual([400, { error: { code: 'invalid', message } }])
})

it('knows every parameter that openapi.json lists', async () => {
  const server = await startTestServer()
  const { paths } = (await (await server.call('/api/openapi.json')).json()) as {
    paths: Record<string, { get?: { parameters?: { in: string; name: string }[] } }>
  }
  const refused: string[] = []
  for (const { method, path, procedure } of operations) {
    const listed = (method === 'GET' && paths[path]?.get?.parameters?.filter((each) => each.in === 'query')) || []
    const names = queryNames(procedure)
    refused.push(...listed.filter(({ name }) => !names.includes(name)).map(({ name }) => `${path}?${name}`))
  }
  expect(refused).toEqual([])
  expect((await server.call('/api/runs?limit=1&status=failed&details=true')).status).toBe(200)
  expect(await (await server.call('/api/runs?status[0]=failed&status[1]=lost')).text()).not.toContain('Unknown')
})

it('exports the runs that match a filter as a file, and refuses an invalid one before anything is sent', async () => {
  const server = await startTestServer()
  for (const title of ['one', '=two']) await server.engine.manual.exec(command('true'), title, 'api')
  const csv = await server.call('/api/runs/export?form=csv&q=two')
  expect([csv.status, csv.headers.get('content-type'), csv.headers.get('content-disposition')]).toEqual([
    200,
    'text/csv; charset=utf-8',
    'attachment; filename="runs.csv"',
  ])
  expect(await csv.text()).toMatch(/^run,id,kind,name,.*\r\n2,[^,]+,command,'=two,.*\r\n$/)
  const json = (await (await server.call('/api/runs/export?form=json&sort=started')).json()) as { title: string }[]
  expect(json.map(({ title }) => title)).toEqual(['one', '=two'])
  expect((await server.call('/api/runs/export?q=stauts:x')).status).toBe(400)
  expect((await server.call('/api/runs/export?form=xml')).status).toBe(400)
})

it('suggests values for a key of a filter, with how many items have them', async () => {
  const server = await startTestServer()
  for (const title of ['one', 'two']) await server.engine.manual.exec(command('true'), title, 'api')
  const job = { name: 'Nightly backup', body: { kind: 'command' as const, command: 'true' } }
  const headers = { 'Content-Type': 'application/json' }
  await server.call('/api/jobs', { method: 'POST', headers, body: JSON.stringify(job) })
  await server.call('/api/jobs/Nightly%20backup/run', { method: 'POST', headers, body: '{}' })
  const values = async (path: string) => {
    const { items } = (await (await server.call(`/api/filters/${path}`)).json()) as { items: { value: string; count: number }[] }
    return items.map(({ value, count }) => `${value} ${count}`)
  }
  expect((await values('runs/kind')).slice(0, 2)).toEqual(['command 2', 'job 1'])
  expect(await values('runs/job?text=BACK')).toEqual(['Nightly backup 1'])
  expect(await values('runs/status?text=time')).toEqual(['timed-out 0'])
  expect(await values('jobs/disabled')).toEqual(['no 1', 'yes 0'])
  expect(await values('tasks/queue')).toEqual(['default 3'])
  expect(await values('runs/started')).toEqual([])
  expect(await (await server.call('/api/filters/runs/status')).json()).toMatchObject({ newest: null })
  expect((await server.call('/api/filters/runs/constructor')).status).toBe(404)
  expect((await server.call('/api/filters/secrets/name')).status).toBe(400)
})
