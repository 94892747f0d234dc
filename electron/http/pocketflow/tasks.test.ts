import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../../engine/testing/engine.ts'
import { openPocketflow, type PocketflowClient } from './testing.ts'

type Row = Record<string, unknown>
type Page = { data: Row[]; total: number; page: number; size: number }

const waits = { start: 'w', nodes: { w: { kind: 'wait_event', params: { signal_key: '$shared.flag' } } } }
const queued = {
  start: 'q',
  nodes: { q: { exec_type: 'queue', service: 'shout', params: { text: 'hi' }, post: { output_key: 'r' } } },
}

/** What tells one row of tasks/runs from the next. */
const rowOf = (row: Row): unknown[] =>
  ['node_key', 'status', 'branch_id', 'exec_input_json', 'exec_output_json', 'action', 'worker_id', 'worker_url'].map(
    (name) => row[name],
  )

const runsOf = ({ get }: PocketflowClient, id: string): Promise<Row[]> => get<Row[]>(`tasks/runs?task_id=${id}`)

/** A worker that LocalFlow calls, and that doubles its input. */
async function startDoubler(): Promise<string> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => response.end(JSON.stringify({ result: (JSON.parse(body) as { input: number }).input * 2 })))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

describe('GET tasks', () => {
  it('counts all tasks whatever the size of a page, and no inner flow', async () => {
    const { get, post, begin, ended } = await openPocketflow()
    const first = await begin('inner', {
      start: 's',
      nodes: { s: { kind: 'subflow', subflow: { start: 'a', nodes: { a: { exec_type: 'local_func', func: 'mul' } } } } },
    })
    await ended(first.id)
    const second = await begin('waits', waits)
    const third = await post('tasks', { FlowID: second.flow })
    const page = (query: string) => get<Page>(`tasks?${query}`)
    expect(await page('page_size=1')).toMatchObject({ total: 3, page: 1, size: 1, data: [{ id: third.id }] })
    expect(await page('page_size=1&page=3')).toMatchObject({ total: 3, data: [{ id: first.id }] })
    expect(await page('page_size=2&status=running')).toMatchObject({ total: 2, data: [{ id: third.id }, { id: second.id }] })
    expect(await page('page_size=1&page=2&status=running')).toMatchObject({ total: 2, data: [{ id: second.id }] })
    expect(await page('status=completed')).toMatchObject({ total: 1, data: [{ id: first.id }] })
    expect(await page(`flow_version_id=${second.version}&page_size=1`)).toMatchObject({ total: 2 })
    for (const nothing of ['status=unheard-of', 'flow_version_id=gone:1', 'page=9'])
      expect([nothing, (await page(nothing)).data]).toEqual([nothing, []])
    expect(await get<Page>('flows?page_size=1')).toMatchObject({ total: 2, data: [{ name: 'inner' }] })
  })

  it("returns each task with PocketFlow's fields", async () => {
    const { begin, untilStatus } = await openPocketflow()
    const { id, flow, version } = await begin('waits', waits, { a: 1 })
    expect(await untilStatus(id, 'running')).toEqual({
      id,
      flow_version_id: version,
      flow_id: flow,
      flow_name: 'waits',
      flow_version: 1,
      status: 'running',
      params_json: '{"a":1}',
      shared_json: '{}',
      current_node_key: 'w',
      last_action: '',
      step_count: 1,
      retry_state_json: '{}',
      lease_owner: '',
      lease_expiry: 0,
      request_id: '',
      created_at: expect.any(Number),
      updated_at: expect.any(Number),
      CurrentNodeKey: 'w',
      SharedJSON: '{}',
    })
  })
})

describe('a task that waits for a worker to ask for its work', () => {
  it('is waiting_queue until the worker is done, and leased by it', async () => {
    const client = await openPocketflow()
    const { get, post, begin, untilStatus, ended } = client
    const { id } = await begin('queued', queued)
    await untilStatus(id, 'waiting_queue')
    expect(await get<Page>('tasks?status=waiting_queue')).toMatchObject({ total: 1, data: [{ id, lease_owner: '' }] })
    expect(await get<Page>('tasks?status=running')).toMatchObject({ total: 0 })
    expect((await runsOf(client, id)).map(rowOf)).toEqual([['q', 'queued', '', 'null', 'null', '', 'queue', 'queue']])
    const work = await post<{ id: string }>('queue/poll', { worker_id: 'w', services: ['shout'] })
    const held = await get<Row>(`tasks/get?id=${id}`)
    expect(held).toMatchObject({ status: 'waiting_queue', lease_owner: 'w', lease_expiry: expect.any(Number) })
    expect(held['lease_expiry']).toBeGreaterThan(Number(held['created_at']))
    await post('queue/complete', { queue_id: work.id, result: 'HI', error: '', log_path: '' })
    expect(await ended(id)).toMatchObject({ status: 'completed', shared_json: '{"r":"HI"}', lease_owner: '', lease_expiry: 0 })
    expect((await runsOf(client, id)).map(rowOf)).toEqual([['q', 'ok', '', 'null', '"HI"', '', 'w', 'queue']])
  })
})

describe('GET tasks/runs', () => {
  it('has a row for each branch, item and inner node, with its input, result and worker', async () => {
    const client = await openPocketflow()
    const url = await startDoubler()
    await client.post('workers/register', { ID: 'doubler', URL: url, Services: ['double'] })
    const mul = (input_key: string) => ({ exec_type: 'local_func', func: 'mul', params: { mul: 3 }, prep: { input_key } })
    const { id } = await client.begin(
      'rows',
      {
        start: 'which',
        nodes: {
          which: { kind: 'choice', choice_cases: [{ action: 'B', expr: { eq: ['$params.path', 'B'] } }] },
          both: {
            kind: 'parallel',
            parallel_execs: [{ service: 'double' }, { service: 'own', exec_type: 'local_func', func: 'upper' }],
            prep: { input_key: '$params.n' },
            post: { output_key: 'each', action_static: 'on' },
          },
          every: { ...mul('$params.list'), kind: 'foreach', post: { action_static: 'on' } },
          sub: {
            kind: 'subflow',
            post: { action_static: 'on' },
            subflow: {
              start: 'in',
              nodes: { in: { service: 'double', prep: { input_key: '$params.n' }, post: { action_static: 'x' } } },
            },
          },
          rest: { kind: 'timer', params: { delay_ms: 1 } },
        },
        edges: [
          { from: 'which', action: 'B', to: 'both' },
          { from: 'both', action: 'on', to: 'every' },
          { from: 'every', action: 'on', to: 'sub' },
          { from: 'sub', action: 'on', to: 'rest' },
        ],
      },
      { path: 'B', n: 4, list: [1, 2] },
    )
    expect(await client.ended(id)).toMatchObject({ status: 'completed', last_action: '', shared_json: '{"each":[8,null]}' })
    const rows = await runsOf(client, id)
    expect(rows.map(rowOf)).toEqual([
      ['which', 'ok', '', 'null', 'null', 'B', '', ''],
      ['both', 'ok', 'double', '4', '8', '', 'doubler', url],
      ['both', 'error', 'own', '4', 'null', '', 'local-func:upper', 'local'],
      ['both', 'error', '', '4', '[8,null]', 'on', '', ''],
      ['every', 'ok', '0', '1', '3', '', 'local-func:mul', 'local'],
      ['every', 'ok', '1', '2', '6', '', 'local-func:mul', 'local'],
      ['every', 'ok', '', '[1,2]', '[3,6]', 'on', '', ''],
      ['sub', 'ok', 'in', '4', '8', 'x', 'doubler', url],
      ['rest', 'ok', '', 'null', 'null', '', '', ''],
    ])
    expect(new Set(rows.map((row) => row['id'])).size).toBe(9)
    expect(rows.find((row) => row['branch_id'] === 'own')).toMatchObject({
      task_id: id,
      attempt_no: 1,
      sub_status: 'branch_complete',
      prep_json: '{"input_key":"$params.n","branch":"own"}',
      error_text: expect.stringContaining('"upper" needs a text'),
    })
    const kinds = rows.map((row) => row['sub_status'])
    expect(kinds.filter((kind) => kind === 'item_complete')).toHaveLength(2)
    expect(kinds.filter((kind) => kind === 'sub_node_complete')).toHaveLength(1)
  })

  it('has a row for each attempt', async () => {
    const client = await openPocketflow()
    const fail = { exec_type: 'local_func', func: 'fail', max_attempts: 2 }
    const { id } = await client.begin('fails', { start: 'a', nodes: { a: fail } })
    expect(await client.ended(id)).toMatchObject({ status: 'failed', current_node_key: '' })
    expect((await runsOf(client, id)).map(({ attempt_no, status }) => [attempt_no, status])).toEqual([
      [1, 'error'],
      [2, 'error'],
    ])
  })
})

describe('GET tasks/logs', () => {
  it('returns the log of a row, or says that it has none', async () => {
    const client = await openPocketflow()
    const said = { exec_type: 'local_script', script: { cmd: 'sh', args: ['-c', 'echo one; echo two >&2'] } }
    const { id } = await client.begin('says', { start: 'a', nodes: { a: said } })
    await client.ended(id)
    const [row] = await runsOf(client, id)
    expect(row?.['log_path']).toMatch(/^logs\/.*\.log$/)
    const log = (run: unknown) => client.call('GET', `tasks/logs?run_id=${encodeURIComponent(String(run))}`)
    const { content } = (await log(row?.['id'])).value as { content: string }
    expect(content.split('\n').sort()).toEqual(['', 'one', 'two'])
    expect(await client.call('GET', 'tasks/logs')).toMatchObject({ status: 400, value: { error: expect.any(String) } })
    for (const none of ['nobody:1', `${id}#3`, '../../secret:1']) expect([none, (await log(none)).status]).toEqual([none, 404])
  })

  it('returns the end of a log that is too long', async () => {
    const client = await openPocketflow()
    const { id } = await client.begin('mul', { start: 'a', nodes: { a: { exec_type: 'local_func', func: 'log_result' } } })
    await client.ended(id)
    const row = await until(async () => (await runsOf(client, id))[0])
    const path = join(client.engine.dataFolder, String(row?.['log_path']))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `${'x'.repeat(5_000_000)}\nthe end\n`)
    const { content } = await client.get<{ content: string }>(`tasks/logs?run_id=${row?.['id']}`)
    expect(content.slice(0, 40)).toMatch(/^\(the first \d+ bytes are left out\)/)
    expect(content.slice(-9)).toBe('\nthe end\n')
  })
})
