import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getEventMeta } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import type { Client } from '../../shared/contract/contract.ts'
import type { JobDraftInput } from '../../shared/model/job.ts'
import { leveled } from '../engine/base/log.ts'
import { untilEnded } from '../engine/testing/engine.ts'
import { startTestServer, type TestServer } from '../http/testing.ts'
import { transports } from './testing.ts'

const draft = (name: string, script = 'echo hello'): JobDraftInput => ({
  name,
  body: { kind: 'script', script, interpreter: ['/bin/sh'] },
  cwd: '/',
})

type Failed = { code: string; message: string; data: { issues?: { path: string; message: string }[] } }

/** The error of a call, as its caller sees it. */
const failureOf = (call: Promise<unknown>): Promise<Failed> =>
  call.then(
    () => Promise.reject(new Error('It did not fail.')),
    ({ code, message, data }: Failed) => ({ code, message, data }),
  )

async function collect<T>(stream: AsyncIterable<T>, count = Number.POSITIVE_INFINITY): Promise<T[]> {
  const found: T[] = []
  for await (const value of stream) {
    found.push(value)
    if (found.length === count) break
  }
  return found
}

describe.each(transports)('over $name', ({ open, trigger }) => {
  async function enter(config: Parameters<typeof startTestServer>[1] = {}): Promise<{ client: Client; server: TestServer }> {
    const server = await startTestServer({}, config)
    return { server, client: await open(server) }
  }

  it('a job is made, read, listed, changed, switched, copied, deleted and brought back', async () => {
    const { client } = await enter({ dispatch: false })
    const job = await client.jobs.create(draft('greet'))
    expect(job).toMatchObject({ name: 'greet', version: 1, enabled: true, env: {}, timeoutMs: null })
    expect(await client.jobs.get({ ref: 'greet' })).toEqual(job)
    expect(await client.jobs.get({ ref: job.id })).toEqual(job)
    const changed = await client.jobs.update({ ref: job.id, ...draft('greet', 'echo 2'), expectedUpdatedAt: job.updatedAt })
    expect(changed).toMatchObject({ id: job.id, version: 2, body: { script: 'echo 2' } })
    expect(await client.jobs.setEnabled({ ref: job.id, enabled: false })).toMatchObject({ enabled: false, version: 2 })
    expect(await client.jobs.duplicate({ ref: job.id })).toMatchObject({ name: 'greet copy', version: 1 })
    const list = await client.jobs.list({ limit: 1 })
    expect(list).toMatchObject({
      items: [{ name: 'greet', preview: 'echo 2', lastRuns: [], averageMs: null }],
      nextCursor: 'greet',
      total: 2,
    })
    expect(await client.jobs.list({ cursor: 'greet' })).toMatchObject({ items: [{ name: 'greet copy' }], nextCursor: null })
    expect(await client.jobs.list({ q: 'COPY' })).toMatchObject({ items: [{ name: 'greet copy' }], total: 2 })
    expect(await client.jobs.remove({ ref: 'greet' })).toEqual({ id: job.id, skippedRuns: 0 })
    expect(await failureOf(client.jobs.get({ ref: job.id }))).toMatchObject({ code: 'not-found' })
    expect(await client.jobs.restore({ ref: job.id })).toMatchObject({ id: job.id, version: 2, enabled: false })
  })

  it('a run of a job is started, followed and read', async () => {
    const { client } = await enter()
    const job = await client.jobs.create(draft('greet', 'echo out; echo err >&2; exit 3'))
    const run = await client.jobs.run({ ref: 'greet' })
    expect(run).toMatchObject({ jobId: job.id, version: 1, status: 'queued', trigger })
    const lines = await collect(await client.logs.follow({ ref: run.id }))
    expect(lines.map(({ stream, text }) => `${stream} ${text}`).sort()).toEqual(['err err', 'out out'])
    const detail = await client.runs.get({ ref: String(run.number) })
    expect(detail).toMatchObject({ id: run.id, job: 'greet', status: 'failed', reason: 'exit-code', exitCode: 3, error: 'err' })
    expect(detail.nodes).toMatchObject([{ key: 'main', attempts: 1, tries: [{ number: 1, exitCode: 3, droppedBytes: 0 }] }])
    expect((await client.runs.events({ ref: run.id })).map(({ type }) => type)).toEqual(['queued', 'started', 'failed'])
    expect((await client.runs.list({ status: 'failed', job: 'greet' })).items.map(({ id }) => id)).toEqual([run.id])
    expect(await client.logs.read({ ref: run.id, from: 2, count: 1 })).toMatchObject({
      lines: 2,
      bytes: 8,
      ended: true,
      items: [{ n: 2 }],
    })
  })

  it('a command without a job is run, again, and cancelled', async () => {
    const { client } = await enter()
    const run = await client.runs.exec({ body: { kind: 'command', command: 'sleep', args: ['60'] }, title: 'a nap' })
    expect(run).toMatchObject({ title: 'a nap', jobId: null })
    await expect.poll(async () => (await client.runs.get({ ref: run.id })).status).toBe('running')
    await client.runs.cancel({ ref: run.id })
    const lines = await collect(await client.logs.follow({ ref: run.id }))
    expect(lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual([
      expect.stringMatching(/^note \[LocalFlow] stopped by (?:you|API token): SIGTERM$/),
    ])
    expect(await client.runs.get({ ref: run.id })).toMatchObject({ status: 'cancelled' })
    const again = await client.runs.again({ ref: run.id })
    expect(again).toMatchObject({ title: 'a nap', number: run.number + 1 })
    await client.runs.cancel({ ref: again.id })
  })

  it('a followed log continues after the last line a client has', async () => {
    const { client, server } = await enter()
    const gate = join(server.engine.dataFolder, 'gate')
    const script = `for n in 1 2 3; do echo "line $n"; done; until [ -e ${gate} ]; do sleep 0.01; done; echo "line 4"; printf rest`
    const { id } = await client.runs.exec({ body: { kind: 'script', script } })
    const first = await collect(await client.logs.follow({ ref: id }), 2)
    expect(first.map(({ text }) => text)).toEqual(['line 1', 'line 2'])
    const lastEventId = getEventMeta(first[1])?.id ?? 'none'
    const rest = client.logs.follow({ ref: id }, { lastEventId })
    writeFileSync(gate, '')
    expect((await collect(await rest)).map(({ text }) => text)).toEqual(['line 3', 'line 4', 'rest'])
    expect((await collect(await client.logs.follow({ ref: id, from: 4 }))).map(({ n }) => n)).toEqual([4, 5])
    expect(await collect(await client.logs.follow({ ref: id }, { lastEventId: '5' }))).toEqual([])
  })

  it('the bytes of a log come as they were written, and resume at any offset', async () => {
    const { client, server } = await enter()
    const { id } = await client.runs.exec({ body: { kind: 'script', script: `printf 'a\\000\\377\\n'; printf '\\360\\237'` } })
    const text = async (options?: { lastEventId: string }) => {
      const pieces = await collect(await client.logs.bytes({ ref: id, follow: true }, options))
      return Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))).toString('latin1')
    }
    expect(await text()).toBe('a\0\xff\n\xf0\x9f')
    expect(await text({ lastEventId: '2' })).toBe('\xff\n\xf0\x9f')
    await untilEnded(server.engine, id)
    const sizes = await collect(await client.logs.watch({ ref: id }))
    expect(sizes).toEqual([{ attempt: 1, lines: 2, bytes: 6, ended: true, gone: null }])
  })

  it('the change stream continues after the last change a client has', async () => {
    const { client } = await enter({ dispatch: false })
    for (const name of ['a', 'b', 'c']) await client.jobs.create(draft(name))
    const first = await collect(await client.live.changes({ since: 0 }), 2)
    expect(first.map(({ seq }) => seq)).toEqual([1, 2])
    const heard = await client.live.changes({}, { lastEventId: getEventMeta(first[1])?.id ?? 'none' })
    const rest = collect(heard, 2)
    const { id } = await client.jobs.create(draft('d'))
    expect(await rest).toEqual([
      expect.objectContaining({ noun: 'job', type: 'created', seq: 3 }),
      { noun: 'job', type: 'created', seq: 4, id },
    ])
  })

  it('a failure has the same code and message', async () => {
    const { client } = await enter({ dispatch: false })
    await client.jobs.create({ ...draft('greet'), enabled: false })
    const failures = await Promise.all(
      [
        client.jobs.get({ ref: 'nobody' }),
        client.jobs.create(draft('GREET')),
        client.jobs.run({ ref: 'greet' }),
        client.jobs.update({ ref: 'greet', ...draft('greet'), expectedUpdatedAt: 7 }),
        client.runs.get({ ref: '12' }),
        client.runs.list({ cursor: 'x' }),
        client.logs.follow({ ref: 'none' }),
      ].map(failureOf),
    )
    expect(failures).toMatchObject([
      { code: 'not-found', message: 'There is no job "nobody".' },
      {
        code: 'name-taken',
        message: 'There is already a job named "greet". Choose another name.',
        data: { issues: [{ path: 'name', message: 'is already in use' }] },
      },
      { code: 'conflict', message: 'The job "greet" is disabled. Enable it to run it.' },
      { code: 'stale', message: expect.stringContaining('another window changed it') },
      { code: 'not-found', message: 'There is no run "12".' },
      {
        code: 'invalid',
        message: 'The cursor is not valid. Use the nextCursor of the previous page.',
        data: { issues: [{ path: 'cursor', message: 'is not valid' }] },
      },
      { code: 'not-found', message: 'There is no run "none".' },
    ])
  })

  it('invalid input is named by its path', async () => {
    const { client } = await enter({ dispatch: false })
    const { code, message, data } = await failureOf(client.jobs.create({ ...draft(''), env: { 'A=B': '1' }, timeoutMs: 0 }))
    expect(code).toBe('invalid')
    expect(data.issues?.map(({ path }) => path).sort()).toEqual(['env.A=B', 'name', 'timeoutMs'])
    expect(data.issues).toContainEqual({ path: 'env.A=B', message: 'an environment name must not contain "="' })
    expect(message).toBe(`${data.issues?.[0]?.path}: ${data.issues?.[0]?.message}`)
    expect(await failureOf(client.runs.list({ limit: 0 }))).toMatchObject({
      code: 'invalid',
      data: { issues: [{ path: 'limit' }] },
    })
  })

  it('an unexpected error is "internal", without a word of why', async () => {
    const lines: string[] = []
    const { client, server } = await enter({ dispatch: false, log: leveled('error', (line) => lines.push(line)) })
    server.engine.stop()
    const failure = await failureOf(client.runs.list({}))
    expect(failure).toEqual({
      code: 'internal',
      message: expect.stringMatching(/^LocalFlow failed in an unexpected way \(error \w{8}\)/),
      data: {},
    })
    const id = /error (\w{8})/.exec(failure.message)?.[1]
    expect(lines.join()).toMatch(new RegExp(`"errorId":"${id}".*database connection is not open`))
  })

  it('system.info lists what is running', async () => {
    const { client, server } = await enter({ dispatch: false })
    expect(await client.system.info()).toEqual(server.engine.info())
  })
})
