import { execFile, execFileSync, spawn } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { lf as program } from './crash/lf-server.ts'
import { expect, test } from './hosts.ts'

const order = (limit: number): string => `description: From the order to the parcel
start: price
nodes:
  price: { exec_type: local_func, func: mul, params: { mul: 2 }, prep: { input_key: $params.n }, post: { output_key: price } }
  big: { kind: choice, choice_cases: [{ action: ask, expr: { gt: [$shared.price, ${limit}] } }], default_action: go }
  ask: { kind: approval }
  paid: { kind: wait_event, signal_key: paid, post: { output_key: payment } }
edges:
  - { from: price, to: big }
  - { from: big, action: ask, to: ask }
  - { from: big, action: go, to: "" }
  - { from: ask, action: approved, to: paid }
`

test('lf checks, imports, shows, compares, publishes, deletes and restores flows', async ({ served: { lf, data } }) => {
  const file = join(data, 'order.yaml')
  writeFileSync(file, order(10).replace('kind: choice', 'kind: chioce'))
  const wrong = await lf('flow', 'validate', file)
  expect(wrong.code).toBe(2)
  expect(wrong.out + wrong.err).toContain('"chioce" is not a valid kind: did you mean "choice"?')
  expect((await lf('flow', 'import', file)).code).toBe(2)
  expect((await lf('flow', 'list')).out).not.toContain('order')

  writeFileSync(file, order(10))
  expect((await lf('flow', 'validate', file)).code).toBe(0)
  expect((await lf('flow', 'import', file, '--note', 'the first')).out).toContain('Published version 1 of flow "order".')
  expect((await lf('flow', 'import', file)).out).toContain('version 1')
  writeFileSync(file, order(20))
  expect((await lf('flow', 'publish', 'order', '-f', file, '--note', 'dearer')).out).toContain('version 2')
  expect((await lf('flow', 'versions', 'order')).out).toMatch(/2 .*dearer[\s\S]*1 .*the first/)
  expect((await lf('flow', 'show', 'order', '--version', '1')).out).toBe(order(10))
  expect((await lf('flow', 'diff', 'order', '1', '2')).out).toContain('big')
  expect((await lf('flow', 'diff', 'order', '1', '2', '--text')).out).toContain('$shared.price, 20')

  // A file says where the flow belongs, too, and goes into another LocalFlow as it came out of this one.
  writeFileSync(file, `tags: [shop]\nfolder: sales/orders\n${order(20)}`)
  expect((await lf('flow', 'import', file)).out).toContain('Flow "order" stays at version 2')
  expect((await lf('flow', 'edit', 'order', '--owner', 'Sales')).code).toBe(0)
  const shown = (await lf('flow', 'show', 'order')).out
  expect(shown).toBe(order(20).replace(/\n/, '\ntags: [shop]\nfolder: sales/orders\nowner: Sales\n'))
  writeFileSync(file, shown)
  expect((await lf('flow', 'import', file, '--name', 'copy')).out).toContain('Published version 1 of flow "copy".')
  expect((await lf('flow', 'list', '-q', 'folder:sales tag:shop owner:Sales')).out).toMatch(/copy[\s\S]*order/)
  expect((await lf('flow', 'delete', 'copy')).code).toBe(0)
  const listed = JSON.parse((await lf('flow', 'list', '--json')).out) as { id: string; name: string; version: number }[]
  expect(listed).toMatchObject([{ name: 'order', version: 2 }])

  expect((await lf('flow', 'delete', 'order')).code).toBe(0)
  expect(await lf('start', 'order')).toMatchObject({ code: 3, err: expect.stringContaining('There is no flow "order"') })
  expect((await lf('flow', 'restore', listed[0]?.id ?? '')).code).toBe(0)
  expect((await lf('start', 'order', '-p', 'n=1', '--wait')).code).toBe(0)
})

test('lf starts, signals, decides, forks and replays runs of flows', async ({ served: { lf, data } }) => {
  const file = join(data, 'order.yaml')
  for (const limit of [10, 1_000]) {
    writeFileSync(file, order(limit))
    await lf('flow', 'import', file)
  }
  expect((await lf('start', 'order', '--version', '1', '-p', 'n=30')).code).toBe(0)
  expect((await lf('inspect', '1')).out).toContain('ask')
  expect(await lf('approve', '1', 'nobody')).toMatchObject({
    code: 1,
    err: expect.stringContaining('is not waiting for approval of "nobody", only of "ask"'),
  })
  expect((await lf('approve', '1', '--comment', 'as ever')).out).toBe('Approved "ask" in run 1.\n')
  expect((await lf('approve', '1')).err).toContain('Run 1 is not waiting for approval')
  expect((await lf('signal', '1', 'paid', '{"by":"card"}', '--id', 'once')).out).toBe('Sent signal "paid" to run 1.\n')
  await expect
    .poll(async () => JSON.parse((await lf('inspect', '1', '--json')).out) as object)
    .toMatchObject({
      status: 'succeeded',
      version: 1,
      params: { n: 30 },
      shared: { price: 60, payment: { by: 'card' } },
    })
  expect((await lf('signal', '1', 'paid')).err).toContain('Run 1 has already ended (succeeded)')
  const history = (await lf('history', '1')).out
  for (const words of ['flow started', 'approved', 'signal received']) expect(history).toContain(words)
  expect(await lf('replay', '1')).toMatchObject({ code: 0 })
  const other = await lf('replay', '1', '--version', '2')
  expect([other.code, other.out + other.err]).toEqual([1, expect.stringContaining('event')])

  // The reader of a pipe gets the history; the pipe is not replaced by a file.
  const pipe = join(data, 'pipe')
  execFileSync('mkfifo', [pipe])
  const reader = promisify(execFile)('cat', [pipe])
  expect((await lf('history', '1', '--export', pipe)).code).toBe(0)
  expect((await reader).stdout.split('\n')[0]).toContain('"localflow":"history"')
  expect(statSync(pipe).isFIFO()).toBe(true)

  expect((await lf('fork', '1', '--at', '4', '--shared', '{"price": 3}')).code).toBe(0)
  const stateOf = async (run: string) => JSON.parse((await lf('inspect', run, '--json')).out) as object
  await expect.poll(() => stateOf('2')).toMatchObject({ status: 'succeeded', shared: { price: 3 } })
  expect(await lf('fork', '1', '--at', '99')).toMatchObject({ err: expect.stringContaining('the run has no event 99') })
  await lf('start', 'order', '--version', '1', '-p', 'n=30')
  expect((await lf('reject', '3', '--comment', 'too dear')).out).toBe('Rejected "ask" in run 3.\n')
  await expect.poll(() => stateOf('3')).toMatchObject({ status: 'failed', reason: 'rejected' })
  expect(await lf('retry', '3', '--from-failed')).toMatchObject({ code: 0 })
})

test('lf worker does the tasks of nodes, called or asking, and exits when it is asked to', async ({ served }) => {
  const { lf, data, url } = served
  const file = join(data, 'work.yaml')
  writeFileSync(
    file,
    `start: called
nodes:
  called: { service: double, prep: { input_key: $params.n }, post: { output_key: called } }
  asked: { exec_type: queue, service: double, prep: { input_key: $shared.called }, post: { output_key: asked } }
edges: [{ from: called, to: asked }]
`,
  )
  const double = join(data, 'double.mjs')
  writeFileSync(double, `process.stdout.write(String(JSON.parse(await new Response(process.stdin).text()).input * 2))`)
  await lf('flow', 'import', file)
  await lf('start', 'work', '-p', 'n=5')
  expect((await lf('inspect', '1')).out).toContain('No worker offers the service "double"')

  const begin = (id: string, ...args: string[]) => {
    const child = spawn(
      process.execPath,
      [program, 'worker', '--url', url, '--data', data, '--id', id, '--service', `double=${process.execPath} ${double}`, ...args],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, gone }
  }
  const workers = [begin('called-one'), begin('asking-one', '--pull')]
  try {
    await expect
      .poll(async () => JSON.parse((await lf('inspect', '1', '--json')).out) as object, { timeout: 20_000 })
      .toMatchObject({ status: 'succeeded', shared: { called: 10, asked: 20 } })
  } finally {
    for (const { child } of workers) child.kill('SIGTERM')
  }
  expect(await Promise.all(workers.map(({ gone }) => gone))).toEqual([0, 0])
  expect((await lf('worker', '--url', url)).err).toContain('name at least one service')
})

test('lf serve --compat pocketflow warns that any account on this computer can run commands', async ({ data }) => {
  const server = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', data, '--compat', 'pocketflow'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  server.stdout.on('data', (part) => (out += part))
  await expect.poll(() => out).toContain('any account on this computer can run commands as you')
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
})
