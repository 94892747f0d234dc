import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { until } from '../engine/testing.ts'
import { startTestServer } from './testing.ts'

const folder = fileURLToPath(new URL('../../../shared/fixtures/flows/', import.meta.url))

async function open() {
  const server = await startTestServer({ compat: 'pocketflow' }, {})
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}/compat/pocketflow/api/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, value: text === '' ? null : (JSON.parse(text) as Record<string, unknown>) }
  }
  return { server, call }
}

/** What a look gives, once it gives something. */
async function found<T>(look: () => Promise<T | null>): Promise<T> {
  let seen: T | null = null
  await until(async () => {
    seen = await look()
    return seen !== null
  })
  return seen as T
}

/** As its own command line does it: a flow, a version, a task, and looking until that has ended. */
async function run(call: Awaited<ReturnType<typeof open>>['call'], name: string, yaml: string, params: object) {
  const flow = await call('POST', 'flows', { Name: name })
  await call('POST', 'flows/version', { FlowID: flow.value?.['id'], Version: 1, DefinitionYAML: yaml, Status: 'published' })
  const task = await call('POST', 'tasks', { FlowID: flow.value?.['id'], ParamsJSON: JSON.stringify(params) })
  return found(async () => {
    const { value } = await call('GET', `tasks/get?id=${task.value?.['id']}`)
    return value?.['status'] === 'completed' || value?.['status'] === 'failed' ? value : null
  })
}

describe('for the clients of PocketFlow', () => {
  it.skipIf(!existsSync(folder))('each of its files runs, also the one that a worker has to ask for', async () => {
    const { call } = await open()
    const params: Record<string, object> = {
      '05': { list: [1, 2] },
      '08': { val: 1, approval: 'approved' },
      '16': { text: 'abc' },
    }
    const worker = (async () => {
      await call('POST', 'register', { id: 'w', url: 'queue', services: ['async-transform'], type: 'async' })
      const task = await found(
        async () => (await call('POST', 'queue/poll', { worker_id: 'w', services: ['async-transform'] })).value,
      )
      await call('POST', 'queue/update_run', { run_id: 'x', status: 'running' })
      const { input } = JSON.parse(String(task['input_json'])) as { input: { title: string; text: string } }
      return call('POST', 'queue/complete', {
        queue_id: task['id'],
        result: `[${input.title}] ${input.text.toUpperCase()}`,
        error: '',
        log_path: '',
      })
    })()
    const ended = await Promise.all(
      readdirSync(folder).map((file) =>
        run(call, file, readFileSync(`${folder}${file}`, 'utf8'), { val: 2, ...params[file.slice(0, 2)] }),
      ),
    )
    expect((await worker).status).toBe(200)
    expect(ended.map((task) => task['status'])).toEqual(ended.map(() => 'completed'))
    const shared = JSON.parse(String(ended.find((task) => String(task['flow_name']).startsWith('16'))?.['SharedJSON']))
    expect(shared).toMatchObject({ result: '[Default Title] ABC', local_out: '[Default Title] ABC' })
  })

  it('an edge without an action is taken after a failure, as there', async () => {
    const { call } = await open()
    const yaml = `start: a
nodes:
  a: {kind: executor, service: transform, prep: {input_key: $params.val}, post: {output_key: out}}
  b: {exec_type: local_func, func: upper, params: {text: went on}, post: {output_key: said}}
edges:
  - {from: a, action: default, to: b}
`
    const task = await run(call, 'goes on', yaml, { val: 'text' })
    expect([task['status'], JSON.parse(String(task['shared_json']))]).toEqual(['completed', { said: 'WENT ON' }])
  })

  it('a signal, a cancellation, and pages of what there is', async () => {
    const { call } = await open()
    const yaml = `start: w
nodes:
  w: {kind: wait_event, params: {signal_key: $shared.flag}, post: {output_key: got}}
`
    const flow = await call('POST', 'flows', { Name: 'waits', Description: 'for a "signal"' })
    const id = flow.value?.['id']
    expect(
      await call('POST', 'flows/version', { FlowID: id, Version: 1, DefinitionYAML: yaml, Status: 'published' }),
    ).toMatchObject({
      status: 200,
      value: { id: `${id}:1` },
    })
    const [one, two] = [await call('POST', 'tasks', { FlowID: id }), await call('POST', 'tasks', { FlowID: id })]
    await call('POST', 'tasks/signal', { task_id: one.value?.['id'], key: 'flag', value: 'now' })
    await call('POST', `tasks/cancel?id=${two.value?.['id']}`)
    const seen = await found(async () => {
      const { value } = await call('GET', 'tasks?page=1&page_size=10')
      const tasks = value?.['data'] as { status: string; shared_json: string }[]
      return tasks.every(({ status }) => status !== 'running') ? tasks : null
    })
    expect(seen.map(({ status, shared_json }) => [status, JSON.parse(shared_json)])).toEqual([
      ['canceled', {}],
      ['completed', { flag: 'now', got: 'now' }],
    ])
    expect((await call('GET', 'flows?page=1&page_size=5')).value).toMatchObject({ total: 1, data: [{ name: 'waits' }] })
    expect((await call('GET', `flows/version?flow_id=${id}`)).value).toMatchObject([{ version: 1, status: 'published' }])
    expect((await call('POST', `tasks/run_once?id=${one.value?.['id']}`)).status).toBe(200)
  })

  it('what is wrong is said in one text, and nothing of it is kept', async () => {
    const { call } = await open()
    expect(await call('GET', 'tasks/get?id=nobody')).toMatchObject({ status: 404, value: { error: 'There is no run "nobody".' } })
    expect(await call('GET', 'nothing')).toMatchObject({ status: 404 })
    expect(await call('POST', 'register', { id: '', services: [] })).toMatchObject({ status: 400 })
    const flow = await call('POST', 'flows', { Name: 'bad' })
    const refused = await call('POST', 'flows/version', {
      FlowID: flow.value?.['id'],
      Version: 1,
      DefinitionJSON: '{"start": "x", "nodes": {}}',
    })
    expect(refused).toMatchObject({ status: 400, value: { error: expect.stringContaining('nodes is empty') } })
  })

  it('pages of other sites are refused, and without --compat there is nothing', async () => {
    const { call } = await open()
    expect((await call('GET', 'flows', undefined, { origin: 'http://evil.test' })).status).toBe(403)
    const plain = await startTestServer()
    const answer = await fetch(`${plain.url}/compat/pocketflow/api/flows`, { method: 'POST', body: '{"Name": "x"}' })
    expect(answer.status).toBe(404)
  })
})
