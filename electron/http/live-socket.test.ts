import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { LiveMessage } from '../api/live-log.ts'
import { runToEnd, shell, until, untilRun } from '../engine/testing/engine.ts'
import { mostWaiting, serveLive } from './live-socket.ts'
import { startTestServer, type TestServer, upgradeStatus } from './testing.ts'

const startServer = () => startTestServer({}, {})

function open(server: TestServer, path: string, headers: Record<string, string> = { Authorization: `Bearer ${server.token}` }) {
  return new WebSocket(`ws://${server.host}/api${path}`, { headers })
}

async function ticketOf(server: TestServer): Promise<string> {
  const answer = await server.call('/api/auth/ticket', { method: 'POST' })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { ticket: string }).ticket
}

/** All messages until the server closes the connection. */
function messagesOf(socket: WebSocket, onMessage: (message: LiveMessage) => void = () => {}): Promise<LiveMessage[]> {
  const all: LiveMessage[] = []
  return new Promise((resolve, reject) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as LiveMessage
      all.push(message)
      onMessage(message)
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(all))
  })
}

const linesOf = (messages: LiveMessage[]) => messages.flatMap((message) => (message.type === 'log' ? [message.text] : []))
const statesOf = (messages: LiveMessage[]) => messages.flatMap((message) => (message.type === 'status' ? [message.status] : []))

describe('the live WebSocket of a run', () => {
  it('sends lines and states as they come, and closes at the end', async () => {
    const server = await startServer()
    const gate = join(server.engine.dataFolder, 'gate')
    const script = `echo one; until [ -e ${gate} ]; do sleep 0.01; done; echo two >&2`
    const { id, number } = await server.engine.manual.exec(shell(script), undefined, 'api')
    await untilRun(server.engine, id, ({ status }) => status === 'running')
    const messages = await messagesOf(open(server, `/runs/${number}/log/live`), ({ type }) => {
      if (type === 'log') writeFileSync(gate, '')
    })
    expect(linesOf(messages)).toEqual(['one', 'two'])
    expect(statesOf(messages)).toEqual(['running', 'succeeded'])
    expect(messages.find(({ type }) => type === 'log')).toMatchObject({ run: number, attempt: 1, line: 1, stream: 'out', cut: 0 })
  })

  it('starts at a line, or at the end', async () => {
    const server = await startServer()
    const { number } = await runToEnd(server.engine, shell('echo 1; echo 2; echo 3'))
    const messages = await messagesOf(open(server, `/runs/${number}/log/live?from=2`))
    expect(linesOf(messages)).toEqual(['2', '3'])
    expect([statesOf(messages), messages.at(-1)?.type]).toEqual([['succeeded'], 'status'])
    expect(linesOf(await messagesOf(open(server, `/runs/${number}/log/live?from=end`)))).toEqual([])
  })

  it('goes on with the attempts that follow', async () => {
    const server = await startServer()
    const marker = join(server.engine.dataFolder, 'marker')
    const script = `if [ -e ${marker} ]; then echo again; else echo first; touch ${marker}; exit 1; fi`
    const spec = shell(script, { retry: { maxAttempts: 2, backoff: { kind: 'fixed', delayMs: 1 } } })
    const { number } = await server.engine.manual.exec(spec, undefined, 'api')
    const messages = await messagesOf(open(server, `/runs/${number}/log/live`))
    expect(messages.flatMap((one) => (one.type === 'log' && one.stream !== 'note' ? [[one.attempt, one.text]] : []))).toEqual([
      [1, 'first'],
      [2, 'again'],
    ])
    expect(statesOf(messages).at(-1)).toBe('succeeded')
  })

  it('sends nothing more of the log to a reader that does not read', async () => {
    const { engine } = await startServer()
    const { number } = await runToEnd(engine, shell(`yes ${'x'.repeat(999)} | head -n 40000`))
    const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    await once(sockets, 'listening')
    const accepted = once(sockets, 'connection') as Promise<[WebSocket]>
    const reader = new WebSocket(`ws://127.0.0.1:${(sockets.address() as AddressInfo).port}`)
    const [sender] = await accepted
    const messages = messagesOf(reader)
    if (reader.readyState !== WebSocket.OPEN) await once(reader, 'open')
    reader.pause()
    const served = serveLive(engine, sender, { ref: String(number), from: 1 })
    await until(() => sender.bufferedAmount >= mostWaiting)
    // Time in which a sender that does not wait sends thousands of lines.
    for (let reads = 0; reads < 200; reads++) await engine.logs.read(engine.runs.find(String(number)).id, null, 1, 1)
    expect(sender.bufferedAmount).toBeLessThan(mostWaiting + 64 * 1024)
    reader.resume()
    expect(linesOf(await messages)).toHaveLength(40_000)
    await served
    sockets.close()
  })

  it('lets a browser in with a ticket, once', async () => {
    const server = await startServer()
    const { number } = await runToEnd(server.engine, shell('echo hello'))
    const ticket = await ticketOf(server)
    const address = `/runs/${number}/log/live?ticket=${ticket}`
    expect(linesOf(await messagesOf(open(server, address, { Origin: `http://${server.host}` })))).toEqual(['hello'])
    expect(await upgradeStatus(open(server, address, {}))).toBe(401)
    expect((await fetch(`${server.url}/api/auth/ticket`, { method: 'POST' })).status).toBe(401)
  })

  it('refuses strangers, other origins and wrong places', async () => {
    const server = await startServer()
    const { number } = await runToEnd(server.engine, shell(':'))
    const live = `/runs/${number}/log/live`
    const token = { Authorization: `Bearer ${server.token}` }
    expect(await upgradeStatus(open(server, live, {}))).toBe(401)
    expect(await upgradeStatus(open(server, `${live}?ticket=no`, token))).toBe(401)
    expect(await upgradeStatus(open(server, live, { ...token, Origin: 'http://evil.example' }))).toBe(403)
    expect(await upgradeStatus(open(server, live, { ...token, Host: 'evil.example' }))).toBe(403)
    expect(await upgradeStatus(open(server, '/runs/999/log/live', token))).toBe(404)
    expect(await upgradeStatus(open(server, `${live}?from=0`, token))).toBe(400)
    expect(await upgradeStatus(open(server, `${live}?form=end`, token))).toBe(400)
    expect(await upgradeStatus(open(server, '/runs/%zz/log/live', token))).toBe(400)
    expect((await server.call(`/api${live}`)).status).toBe(426)
  })
})
