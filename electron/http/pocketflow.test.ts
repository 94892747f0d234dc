import { describe, expect, it } from 'vitest'
import { openPocketflow } from './pocketflow/testing.ts'
import { startTestServer } from './testing.ts'

const waits = {
  start: 'w',
  nodes: { w: { kind: 'wait_event', params: { signal_key: '$shared.flag' }, post: { output_key: 'got' } } },
}

describe("PocketFlow's routes", () => {
  it('accept YAML, and take an edge without an action after a failure', async () => {
    const { post, get, ended } = await openPocketflow()
    const DefinitionYAML = `start: a
nodes:
  a: {kind: executor, service: transform, prep: {input_key: $params.val}, post: {output_key: out}}
  b: {exec_type: local_func, func: upper, params: {text: went on}, post: {output_key: said}}
edges:
  - {from: a, action: default, to: b}
`
    const flow = await post('flows', { Name: 'goes on' })
    await post('flows/version', { FlowID: flow.id, Version: 1, DefinitionYAML, Status: 'published' })
    const task = await post('tasks', { FlowID: flow.id, ParamsJSON: '{"val": "text"}' })
    expect(await ended(task.id)).toMatchObject({ status: 'completed', shared_json: '{"said":"WENT ON"}' })
    expect(await get(`flows/version?flow_id=${flow.id}`)).toMatchObject([{ version: 1, status: 'published' }])
  })

  it('signal and cancel tasks', async () => {
    const { call, post, begin, ended } = await openPocketflow()
    const one = await begin('waits', waits)
    const two = await post('tasks', { FlowID: one.flow })
    await post('tasks/signal', { task_id: one.id, key: 'unasked', value: [1] })
    await post('tasks/signal', { task_id: one.id, key: 'flag', value: 'now' })
    expect(JSON.parse(String((await ended(one.id))['shared_json']))).toEqual({ unasked: [1], flag: 'now', got: 'now' })
    await post(`tasks/cancel?id=${two.id}`)
    expect(await ended(two.id)).toMatchObject({ status: 'canceled', last_action: 'canceled', shared_json: '{}' })
    expect((await call('POST', `tasks/run_once?id=${one.id}`)).status).toBe(200)
  })

  it('report a problem as one text, and store nothing', async () => {
    const { call, post } = await openPocketflow()
    expect(await call('GET', 'tasks/get?id=nobody')).toMatchObject({ status: 404, value: { error: 'There is no run "nobody".' } })
    expect(await call('GET', 'nothing')).toMatchObject({ status: 404 })
    expect(await call('POST', 'register', { id: '', services: [] })).toMatchObject({ status: 400 })
    const flow = await post('flows', { Name: 'bad' })
    const refused = await call('POST', 'flows/version', {
      FlowID: flow.id,
      Version: 1,
      DefinitionJSON: '{"start": "x", "nodes": {}}',
    })
    expect(refused).toMatchObject({ status: 400, value: { error: expect.stringContaining('nodes is empty') } })
  })

  it('do not exist without --compat', async () => {
    const plain = await startTestServer()
    const answer = await fetch(`${plain.url}/compat/pocketflow/api/flows`, { method: 'POST', body: '{"Name": "x"}' })
    expect(answer.status).toBe(404)
  })
})

describe('a page of another origin', () => {
  const page = 'http://localhost:5173'

  it('that is allowed may call, also after a preflight request', async () => {
    const { call } = await openPocketflow({ allowedOrigins: [page] })
    const preflight = await call('OPTIONS', 'tasks', undefined, {
      origin: page,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'content-type',
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(page)
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Content-Type')
    for (const path of ['tasks', 'tasks/get?id=nobody']) {
      const answer = await call('GET', path, undefined, { origin: page })
      expect([path, answer.headers.get('access-control-allow-origin')]).toEqual([path, page])
    }
  })

  it('that is not allowed is refused, and learns nothing', async () => {
    const { call, get } = await openPocketflow({ allowedOrigins: [page] })
    for (const [method, path] of [
      ['OPTIONS', 'flows'],
      ['GET', 'flows'],
      ['POST', 'flows'],
    ] as const) {
      const answer = await call(method, path, method === 'POST' ? { Name: 'forged' } : undefined, { origin: 'http://evil.test' })
      expect([method, answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([method, 403, null])
    }
    expect(await get('flows')).toMatchObject({ total: 0 })
  })
})
