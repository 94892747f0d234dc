import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from './hosts.ts'
import { lfOn, serve, test } from './lf.ts'
import { listening } from './listening.ts'

test('serve announces its address once it is healthy: no monitor sees a start that failed', async ({ data }) => {
  const server = await serve(data)
  const health = await fetch(`${server.url}/health`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok', problems: [] }])
  expect(await server.stop()).toBe(0)
})

test('a second LocalFlow on the same folder and a port in use have different, clear errors', async ({ lf, data }) => {
  const server = await serve(data)
  expect(await lf('serve', '--port', '0')).toMatchObject({
    code: 1,
    err: expect.stringMatching(/already running with the data folder .*process \d+/),
  })
  const port = new URL(server.url).port
  const other = join(data, 'other')
  expect(await lfOn(other, ['serve', '--port', port])).toMatchObject({
    code: 1,
    err: expect.stringContaining(`Could not listen on port ${port}`),
  })
  expect(await lf('serve', '--host', '0.0.0.0')).toMatchObject({ code: 2, err: expect.stringContaining('this computer only') })
  await server.stop()
})

test('a serve whose own socket cannot open reports it and exits', async ({ lf, data }) => {
  writeFileSync(join(data, 'sockets'), 'a file where a folder should be')
  expect(await lf('serve', '--port', '0')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('sockets') })
})

test('a data folder that cannot be written to is refused with its name', async ({ data }) => {
  test.skip(process.getuid?.() !== 0, 'only root can become another account')
  const folder = join(data, 'shut')
  mkdirSync(folder)
  chmodSync(data, 0o755)
  chmodSync(folder, 0o555)
  const inside = await lfOn(folder, ['exec', '--', 'true'], { uid: 65_534 })
  expect(inside).toMatchObject({ code: 1, err: expect.stringContaining(folder) })
  const below = await lfOn(join(folder, 'below'), ['serve', '--port', '0'], { uid: 65_534 })
  expect(below).toMatchObject({ code: 1, err: expect.stringContaining(join(folder, 'below')) })
})

test('a damaged database is moved aside and the next step is named; a newer one is refused untouched', async ({ lf, data }) => {
  await lf('exec', '--', 'true')
  const path = join(data, 'localflow.db')
  const sound = readFileSync(path)
  writeFileSync(path, 'this is not a database, whatever its name says'.repeat(200))
  const refused = await lf('list')
  expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/is damaged.*moved the database, unchanged/) })
  const [kept = ''] = readdirSync(join(data, 'damaged'))
  expect(readFileSync(join(data, 'damaged', kept, 'localflow.db'), 'utf8')).toContain('this is not a database')
  expect(await lf('list')).toMatchObject({ code: 0, out: expect.stringContaining('No runs yet') })
  const newer = Buffer.from(sound)
  newer.writeUInt32BE(9_999, 60)
  writeFileSync(path, newer)
  expect(await lf('list')).toMatchObject({ code: 1, err: expect.stringContaining('newer LocalFlow') })
  expect(readFileSync(path).equals(newer)).toBe(true)
})

test('serve listens on one port of the loopback interface, also after the signal that would open a debugger', async ({
  data,
}) => {
  test.skip(process.platform !== 'linux', 'read from /proc')
  const server = await serve(data)
  process.kill(server.pid, 'SIGUSR1')
  for (let n = 0; n < 20; n++) expect((await fetch(`${server.url}/health`)).status).toBeLessThan(504)
  expect(listening(server.pid)).toEqual([`127.0.0.1:${new URL(server.url).port}`])
  await server.stop()
})

test('without a server, doctor tells how webhooks get an address', async ({ lf }) => {
  await lf('job', 'create', 'hook', '--', 'true')
  for (const name of ['a', 'b']) await lf('trigger', 'add', 'hook', '--webhook', '--name', name)
  const text = 'LocalFlow is not running, so nothing listens at this address. Start the desktop app or "lf serve"'
  expect((await lf('doctor')).out).toContain(`hook: ${text}; hook: ${text}\n`)
})
