import { MessageChannel } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { transports } from '../api/testing.ts'
import { startTestServer, type TestServer } from './testing.ts'

const open = async (server: TestServer): Promise<WebSocket> => {
  const socket = new WebSocket(`ws://${server.host}/rpc`, ['localflow', `token.${server.token}`])
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('open', resolve))
  return socket
}
const works = async (server: TestServer) => expect((await server.call('/api/runs')).status).toBe(200)

it.each([
  ['text that is not JSON', 'garbage'],
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '1'],
  ['an object of another kind', '{"a":1}'],
  ['a list', '[]'],
  ['a call without an id', '{"p":{"u":"/jobs/list"}}'],
  ['a call of nothing', '{"i":"1","p":{"u":"/no/such"}}'],
  ['a call with a bad address', '{"i":"1","p":{"u":"http://%"}}'],
  ['a call that has no payload', '{"i":"1"}'],
  ['an abort of nothing', '{"i":"1","t":4}'],
  ['a prototype', '{"__proto__":{"i":"1"}}'],
  ['bytes', Buffer.from([0, 255, 1, 2])],
])('a message of %s does not harm the server', async (_, message) => {
  const server = await startTestServer()
  const socket = await open(server)
  socket.send(message)
  await works(server)
  const client = await transports[1]?.open(server)
  if (!client) throw new Error('there is no second WebSocket address')
  expect(await client.jobs.list({})).toMatchObject({ items: [] })
  socket.terminate()
})

it('a message that is too large closes its own connection only', async () => {
  const server = await startTestServer()
  const socket = await open(server)
  const code = new Promise((resolve) => socket.once('close', resolve))
  socket.send('x'.repeat(9 * 1024 * 1024))
  expect(await code).toBe(1009)
  await works(server)
})

it('an invalid frame closes its own connection only', async () => {
  const server = await startTestServer()
  const socket = await open(server)
  const raw = (socket as unknown as { _socket: import('node:net').Socket })._socket
  const code = new Promise((resolve) => socket.once('close', resolve))
  raw.write(Buffer.from([0xff, 0xff, 0xff, 0xff]))
  expect(await code).toBe(1002)
  await works(server)
})

it('a message port that sends nonsense does no harm', async () => {
  const server = await startTestServer()
  const { port1, port2 } = new MessageChannel()
  server.transports.servePort(port1)
  port1.start()
  for (const message of ['garbage', null, 1, {}, [], new Uint8Array([1, 2]), '{"i":1}', undefined]) port2.postMessage(message)
  port2.close()
  await works(server)
  const client = await transports[1]?.open(server)
  expect(await client?.jobs.list({})).toMatchObject({ items: [] })
})
