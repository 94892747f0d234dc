import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createTransports } from '../../api/transports.ts'
import { leveled } from '../../engine/base/log.ts'
import { startTestEngine, until } from '../../engine/testing/engine.ts'
import type { HttpConfig } from '../../http/config.ts'
import { serveHttp } from '../../http/server.ts'
import { openPort } from './open-port.ts'

it('a port of the settings that another program uses is reported without options of a command line, and opens once it is free', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const engine = await startTestEngine({ dispatch: false })
  const config: HttpConfig = {
    engine,
    transports: createTransports(engine),
    token: 't',
    allowedOrigins: [],
    basePath: '/api',
    rendererFolder: null,
  }
  const log = leveled('error', () => {})
  const opened = openPort({ engine, log, listen: (address) => serveHttp(config, address) })
  onTestFinished(() => opened.close())

  await engine.settings.update({ port })
  await until(() => engine.info().addressProblem !== null)
  expect(engine.info()).toMatchObject({
    address: null,
    addressProblem: `Could not listen on port ${port}: another program uses it. Choose another port.`,
  })

  other.close()
  await once(other, 'close')
  await engine.settings.update({ port: null })
  await engine.settings.update({ port })
  const isOpen = (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      () => true,
      () => false,
    )
  await until(isOpen)
  expect(engine.info().addressProblem).toBeNull()
  await engine.settings.update({ port: null })
  await until(async () => !(await isOpen()))
})
