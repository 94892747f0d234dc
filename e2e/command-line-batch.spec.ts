import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from './free-port.ts'
import { expect, type Served, test } from './hosts.ts'
import { call } from './rest.ts'

const program = fileURLToPath(new URL('../out/main/lf.js', import.meta.url))
const noop = (input: unknown, over: object = {}) => JSON.stringify({ type: 'builtin', payload: { name: 'noop', input }, ...over })
const keyed = (count: number): string[] => Array.from({ length: count }, (_, n) => noop(n, { idempotencyKey: `key ${n}` }))

type Ended = { code: number | null; out: string; err: string }
type Outcome = { index: number; status: number; id: string }

/** `lf` with something on its standard input. */
function lfWith(input: string, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'pipe'] })
    const text = { out: '', err: '' }
    child.stdout.on('data', (part) => (text.out += part))
    child.stderr.on('data', (part) => (text.err += part))
    child.on('close', (code) => resolve({ code, ...text }))
    // One that is refused before it reads has closed its end.
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

const linesOf = (text: string): unknown[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

const readyIn = async (served: Served): Promise<number> =>
  (await call<{ name: string; ready: number }[]>(served, 'GET', '/queues')).find(({ name }) => name === 'default')?.ready ?? 0

test('exec --from queues each line of standard input or a file, and tells which lines it could not', async ({ served }) => {
  const lf = (input: string, ...args: string[]) => lfWith(input, '--data', served.data, 'exec', ...args)
  await served.lf('queue', 'pause', 'default')
  const file = join(served.data, 'tasks.ndjson')
  writeFileSync(file, `${keyed(2_000).join('\n')}\n`)
  expect(await lf('', '--from', file)).toEqual({ code: 0, out: '2,000 tasks queued\n', err: '' })
  expect(await lf('', '--from', file)).toMatchObject({ code: 0, out: '2,000 tasks queued, 2,000 of them already known\n' })
  expect(await lf(`${noop(1)}\n{"type":\n${noop(2, { priority: 101 })}\n`, '--from', '-')).toEqual({
    code: 1,
    out: '1 task queued, 2 refused\n',
    err: expect.stringMatching(/^line 2: The line is not valid JSON.*\nline 3: priority: .*\n$/),
  })
  const { code, out } = await lf(`${noop(1)}\n[]\n`, '--from', '-', '--json')
  expect([code, linesOf(out)]).toMatchObject([
    1,
    [
      { index: 0, status: 201, id: expect.stringMatching(/^[\da-f-]{36}$/) },
      { index: 1, status: 400, error: { code: 'invalid' } },
      { taken: 1, repeated: 0, refused: 1 },
    ],
  ])
  expect(await readyIn(served)).toBe(2_002)
  expect((await served.lf('list', '--limit', '1', '--json')).out).toContain('"trigger":"cli"')
})

test('exec --from has the exit status of the failure, and reports how many tasks were queued', async ({ served }) => {
  const lf = (input: string, ...args: string[]) => lfWith(input, '--data', served.data, 'exec', ...args)
  expect(await lf('', '--from', '-')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('Could not enqueue tasks: there are none'),
  })
  expect(await lf('', '--from', join(served.data, 'none'))).toMatchObject({
    code: 3,
    out: '',
    err: expect.stringContaining('there is no such file'),
  })
  expect(await lf('', '--from', '-', '--', 'true')).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be combined with a command'),
  })
  expect(await lf('', '--from', '-', '--name', 'a')).toMatchObject({
    code: 2,
    err: expect.stringContaining('cannot be combined with --name'),
  })
  const url = `http://127.0.0.1:${await freePort()}`
  expect(await lfWith(noop(1), '--url', url, 'exec', '--from', '-')).toMatchObject({ code: 4, out: '' })

  await served.lf('queue', 'drain', 'default')
  expect(await lf(`${noop(1)}\n`, '--from', '-')).toMatchObject({
    code: 1,
    out: '0 tasks queued, 1 refused\n',
    err: expect.stringContaining('is draining'),
  })
  await served.lf('queue', 'resume', 'default')
  await served.lf('queue', 'pause', 'default')
  expect(await lf(`${noop(1)}\n`.repeat(10_001), '--from', '-')).toMatchObject({
    code: 1,
    out: '10,000 tasks queued\n',
    err: expect.stringContaining('more than 10,000 lines'),
  })
  expect(await readyIn(served)).toBe(10_000)
})

test('exec --from queues tasks for the next start if no LocalFlow runs', async ({ data }) => {
  const lf = (input: string, ...args: string[]) => lfWith(input, '--data', data, ...args)
  expect(await lf(`${noop(1)}\n`, 'exec', '--from', '-')).toEqual({
    code: 0,
    out: '1 task queued\n',
    err: 'No LocalFlow is running: the tasks start once you start it, for example with "lf serve".\n',
  })
  expect((await lf('', 'list', '--json')).out).toContain('"status":"queued"')
})

/** Sends a batch and returns the acknowledged tasks, as far as the answer came. `heard` is called with their number so far. */
function sendBatch(served: Served, lines: string[], heard: (count: number) => void = () => {}): Promise<Outcome[]> {
  const { port } = new URL(served.url)
  const headers = { Authorization: `Bearer ${served.token}`, 'Content-Type': 'application/x-ndjson' }
  return new Promise((resolve) => {
    let whole = ''
    const done = (): void =>
      resolve(
        (linesOf(whole.slice(0, whole.lastIndexOf('\n') + 1) || 'null') as Outcome[]).filter((each) => each && 'index' in each),
      )
    const sent = httpRequest({ host: '127.0.0.1', port, path: '/api/tasks/batch', method: 'POST', headers })
    sent.on('response', (response: IncomingMessage) => {
      response.setEncoding('utf8').on('error', () => {})
      response.on('data', (part: string) => {
        whole += part
        heard(whole.split('\n').length - 1)
      })
    })
    sent.on('error', () => {}).on('close', done)
    sent.end(lines.map((line) => `${line}\n`).join(''))
  })
}

test('a batch that a kill interrupts keeps each acknowledged task, and creates no second one when it is sent again', async ({
  served,
}) => {
  // Four batches of 10,000 tasks and three starts: a busy machine needs more than the usual time.
  test.setTimeout(120_000)
  await call(served, 'POST', '/queues/default/pause', {})
  const lines = keyed(10_000)
  const promised = new Map<number, string>()
  for (const after of [1, 1_500, 4_000]) {
    let killed: Promise<void> | null = null
    const acknowledged = await sendBatch(served, lines, (count) => {
      if (count >= after) killed ??= served.kill()
    })
    await killed
    await served.start()
    expect(acknowledged.length).toBeGreaterThanOrEqual(after)
    expect(acknowledged.map(({ index }) => index)).toEqual(acknowledged.map((_, n) => n))
    expect(await readyIn(served)).toBeGreaterThanOrEqual(acknowledged.length)
    for (const { index, id } of acknowledged) {
      expect(promised.get(index) ?? id).toBe(id)
      promised.set(index, id)
    }
    const last = acknowledged.at(-1)?.id
    expect(await call(served, 'GET', `/tasks/${last}`)).toMatchObject({ status: 'queued', stage: 'ready' })
  }
  const again = await sendBatch(served, lines)
  expect(again.every(({ status }) => status === 200 || status === 201)).toBe(true)
  for (const [index, id] of promised) expect(again[index]).toEqual({ ...again[index], status: 200, id })
  expect(new Set(again.map(({ id }) => id)).size).toBe(10_000)
  expect(await readyIn(served)).toBe(10_000)
})
