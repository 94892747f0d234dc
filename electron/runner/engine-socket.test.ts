import { existsSync, readFileSync, rmSync, statSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hasEngine } from '../engine/runner-client/ask-runner.ts'
import { openConnection } from '../engine/runner-client/connection.ts'
import { temporaryFolder, until } from '../engine/testing/engine.ts'
import { proofOf, protocolVersion } from './protocol.ts'
import { sayRaw, startTestRunner } from './testing.ts'

const deaf = { message: () => {}, closed: () => {} }
const nonceIn = (hello: string): string => (JSON.parse(hello) as { nonce: string }).nonce
const auth = (secret: string, hello: string, version = protocolVersion) =>
  `${JSON.stringify({ type: 'auth', version, nonce: 'n', proof: proofOf(secret, 'engine', nonceIn(hello)) })}\n`

describe('the socket of the runner', () => {
  it('is shut for who does not know the secret', async () => {
    const runner = await startTestRunner()
    await expect(openConnection(runner.path, 'wrong', deaf)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('it has another secret than this data folder'),
    })
  })

  it('is shut for a proof that was overheard earlier', async () => {
    const runner = await startTestRunner()
    let overheard = ''
    await sayRaw(runner.path, (socket, hello) => {
      overheard = auth(runner.secret, hello)
      socket.destroy()
    })
    const heard = await sayRaw(runner.path, (socket) => socket.write(overheard))
    expect(heard).toMatch(/"refused","reason":"secret"/)
  })

  it('refuses another version, and reports its own', async () => {
    const runner = await startTestRunner()
    const heard = await sayRaw(runner.path, (socket, hello) => socket.write(auth(runner.secret, hello, 99)))
    expect(heard).toContain(JSON.stringify({ type: 'refused', reason: 'version', version: protocolVersion }))
  })

  it('accepts no order from a client without a proof', async () => {
    const runner = await startTestRunner()
    const mark = join(runner.dataFolder, 'mark')
    const order = {
      type: 'start',
      attemptId: 'a',
      file: 'touch',
      args: [mark],
      env: {},
      cwd: '/',
      logPath: mark,
      logLimit: 1,
      graceMs: 1,
    }
    const heard = await sayRaw(runner.path, (socket) => socket.write(`${JSON.stringify(order)}\n${JSON.stringify(order)}\n`))
    expect(heard).toMatch(/refused/)
    await (await runner.connect()).run('true')
    expect(existsSync(mark)).toBe(false)
  })

  it.each([
    ['no JSON', 'GET / HTTP/1.1\r\n\r\n'],
    ['an empty line', '\n'],
    ['bytes that are not UTF-8', '\xff\xfe\n'],
  ])('hangs up on %s, and works on for others', async (_, noise) => {
    const runner = await startTestRunner()
    const heard = await sayRaw(runner.path, (socket) => socket.write(noise))
    expect(heard.trim().split('\n')).toHaveLength(1)
    expect(await (await runner.connect()).run('true')).toMatchObject({ code: 0 })
  })

  it('closes the connection for a line that never ends', async () => {
    const runner = await startTestRunner()
    await sayRaw(runner.path, (socket) => {
      const piece = 'x'.repeat(1024 * 1024)
      // After a failed write there is no reader left.
      const more = (error?: Error | null) => !error && !socket.destroyed && socket.write(piece, more)
      more()
    })
    expect(await (await runner.connect()).run('true')).toMatchObject({ code: 0 })
  })

  it('closes the connection of a stranger who sends more than a proof, but listens to an engine without a limit', async () => {
    const runner = await startTestRunner()
    await sayRaw(runner.path, (socket) => socket.write('x'.repeat(5_000)))
    const client = await runner.connect()
    expect(await client.run('/bin/sh', ['-c', 'exit 4'], { secrets: ['s'.repeat(100_000)] })).toMatchObject({ code: 4 })
  })

  it('keeps few unproven connections: the oldest one makes room for the next', async () => {
    const runner = await startTestRunner()
    const first = sayRaw(runner.path, () => {})
    const sockets = Array.from({ length: 16 }, () => connect(runner.path))
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
    })
    await first
    expect(await (await runner.connect()).run('true')).toMatchObject({ code: 0 })
  })

  it('tells a client with the secret whether an engine is connected, and does not connect it', async () => {
    const runner = await startTestRunner()
    expect(await hasEngine(runner.path, runner.secret)).toBe(false)
    const client = await runner.connect()
    expect([await hasEngine(runner.path, runner.secret), await hasEngine(runner.path, 'wrong')]).toEqual([true, false])
    expect(await client.run('true')).toMatchObject({ code: 0 })
  })

  it('closes the connection for noise from a proven engine, and its child continues', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    const child = client.start('sleep', ['60'])
    const pid = await child.started()
    await sayRaw(runner.path, (socket, hello) => socket.write(`${auth(runner.secret, hello)}{"type":\n`))
    await client.closed()
    const next = await runner.connect()
    expect(next.welcome.running).toMatchObject([{ attemptId: child.attemptId, pid }])
    next.send({ type: 'stop', attemptId: child.attemptId })
  })

  it('lets a newer engine replace the older', async () => {
    const runner = await startTestRunner()
    const first = await runner.connect()
    const second = await runner.connect()
    expect(await first.closed()).toBe(true)
    expect(await second.run('true')).toMatchObject({ code: 0 })
  })

  it('is a file that only its owner can reach, like the secret', async () => {
    const { path, dataFolder } = await startTestRunner()
    const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
    expect([modeOf(dirname(path)), modeOf(join(dataFolder, 'runner', 'secret'))]).toEqual(['700', '600'])
    expect(readFileSync(join(dataFolder, 'runner', 'secret'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  })
})

describe('an engine', () => {
  it("does not trust a process on the runner's socket without its secret", async () => {
    const path = join(temporaryFolder(), 'socket')
    const impostor = createServer((socket) => {
      socket.write(`${JSON.stringify({ type: 'hello', version: protocolVersion, nonce: 'n' })}\n`)
      socket.once('data', () => {
        const welcome = { type: 'welcome', proof: proofOf('guessed', 'runner', 'n'), pid: 1, journal: '', running: [], ended: [] }
        socket.write(`${JSON.stringify(welcome)}\n`)
      })
    })
    await new Promise<void>((resolve) => impostor.listen(path, resolve))
    onTestFinished(() => void impostor.close())
    await expect(openConnection(path, 'the secret', deaf)).rejects.toMatchObject({
      message:
        'Could not connect to the runner: another process is using its socket. Restart LocalFlow, or choose another data folder.',
    })
  })

  it('listens again after its file was deleted, and keeps its connections', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    rmSync(runner.path)
    await until(() => existsSync(runner.path))
    expect((await client.run('/bin/sh', ['-c', 'echo still here'])).code).toBe(0)
    const second = await runner.connect()
    expect((await second.run('/bin/sh', ['-c', 'exit 3'])).code).toBe(3)
  })
})
