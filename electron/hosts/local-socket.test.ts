import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTransports } from '../api/transports.ts'
import { startTestEngine, temporaryFolder, until } from '../engine/testing/engine.ts'
import { createFakeClock } from '../engine/testing/fake-clock.ts'
import { serveHttp } from '../http/server.ts'
import { readToken } from '../http/token.ts'
import { prepareSocketFolder, socketPath } from '../runner/socket-path.ts'
import { connect, type Global } from './cli/connect.ts'
import { openLocalSocket } from './local-socket.ts'
import { readSettings } from './settings.ts'

async function startSocket() {
  const clock = createFakeClock()
  const dataFolder = join(temporaryFolder(), 'Application Support')
  const engine = await startTestEngine({ clock, dataFolder, dispatch: false })
  const config = {
    engine,
    transports: createTransports(engine),
    token: readToken(engine.dataFolder),
    allowedOrigins: [],
    basePath: '/api' as const,
  }
  const server = await openLocalSocket(engine, (address) => serveHttp({ ...config, rendererFolder: null }, address))
  onTestFinished(() => server.close())
  return { clock, dataFolder, server, path: socketPath(dataFolder, 'lf'), token: config.token }
}

/** A client of a data folder, as in `lf`; it starts no engine. */
function client(dataFolder: string, token?: string) {
  const global = { settings: readSettings({}, { data: dataFolder }), url: undefined, token } as unknown as Global
  return connect(global, 'look')
}

async function version(dataFolder: string, token?: string): Promise<string> {
  const connected = await client(dataFolder, token)
  onTestFinished(() => connected.close())
  return (await connected.client.system.info()).version
}

describe.skipIf(process.platform === 'win32')('the socket for lf', () => {
  it('is made again when it was deleted, even with its folder, and who is connected stays so', async () => {
    const { clock, dataFolder, path } = await startSocket()
    const before = await client(dataFolder)
    onTestFinished(() => before.close())
    for (const gone of [path, join(path, '..')]) {
      rmSync(gone, { recursive: true })
      clock.advance(5_000)
      await until(() => existsSync(path))
      expect(await version(dataFolder)).toBe('0.0.0-test')
    }
    expect((await before.client.system.info()).version).toBe('0.0.0-test')
    expect((statSync(path).mode & 0o777).toString(8)).toBe('600')
  })

  it('can be made again any number of times', async () => {
    const warnings: string[] = []
    const note = (warning: Error): void => void warnings.push(warning.name)
    process.on('warning', note)
    onTestFinished(() => void process.off('warning', note))
    const { server, path } = await startSocket()
    for (let times = 0; times < 12; times++) await server.reopen()
    await until(() => existsSync(path))
    expect(warnings).toEqual([])
  })

  it('that answers without a proof, as in an older LocalFlow, is reported as another version', async () => {
    const dataFolder = temporaryFolder()
    const older = createServer((_, response) => response.writeHead(401).end('{"code":"unauthorized"}'))
    prepareSocketFolder(dataFolder)
    await new Promise<void>((resolve) => older.listen(socketPath(dataFolder, 'lf'), resolve))
    onTestFinished(() => void older.close())
    writeFileSync(join(dataFolder, 'api-token'), `${'t'.repeat(43)}\n`, { mode: 0o600 })
    await expect(client(dataFolder)).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/did not prove that it knows the token.*another version.*The token was not sent/),
    })
  })

  it('gets the token only after it proved that it knows it', async () => {
    const { dataFolder, token } = await startSocket()
    expect(await version(dataFolder, token)).toBe('0.0.0-test')
    await expect(version(dataFolder, 'another')).rejects.toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/has another token, so yours was not sent/),
    })
  })

  it('hides everything from clients without the token', async () => {
    const dataFolder = temporaryFolder()
    const heard: string[] = []
    const impostor = createServer((request, response) => {
      heard.push(JSON.stringify(request.headers))
      response.end(JSON.stringify({ proof: '0'.repeat(64) }))
    })
    const path = socketPath(dataFolder, 'lf')
    prepareSocketFolder(dataFolder)
    await new Promise<void>((resolve) => impostor.listen(path, resolve))
    onTestFinished(() => void impostor.close())
    writeFileSync(join(dataFolder, 'api-token'), `${'t'.repeat(43)}\n`, { mode: 0o600 })
    await expect(client(dataFolder)).rejects.toMatchObject({ code: 'unauthorized' })
    expect(heard).toHaveLength(1)
    expect(heard.join()).not.toContain('ttt')
  })
})
