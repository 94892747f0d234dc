import { mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { receive, send } from '../../runner/protocol.ts'
import { socketPath } from '../../runner/socket-path.ts'
import { leveled } from '../base/log.ts'
import { readSecret } from '../runner-client/runner-process.ts'
import { listen } from '../testing/changes.ts'
import { shell, startTestEngine, temporaryFolder, untilEnded } from '../testing/engine.ts'

describe('a runner of another version', () => {
  /** Behaves like an older release: says its version, and refuses clients with another protocol. */
  async function startOlder(dataFolder: string): Promise<{ leave(): void }> {
    readSecret(dataFolder)
    const path = socketPath(dataFolder, 'runner')
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const server = createServer((socket) => {
      socket.on('error', () => {})
      send(socket, { type: 'hello', version: 1, nonce: 'n' })
      receive(socket, () => {
        send(socket, { type: 'refused', reason: 'version', version: 1 })
        socket.end()
      })
    })
    await new Promise<void>((resolve) => server.listen(path, resolve))
    onTestFinished(() => void server.close())
    return { leave: () => void server.close() }
  }

  it('is left alone while it has runs, which clients can see; then it is replaced', async () => {
    const dataFolder = temporaryFolder()
    const older = await startOlder(dataFolder)
    const engine = await startTestEngine({ dataFolder, log: leveled('error', () => {}) })
    const client = listen(engine)
    expect(await client.next('system')).toMatchObject({ type: 'runner' })
    expect(engine.info().runnerProblem).toMatch(/another version of LocalFlow is still running.*protocol 1 instead of \d+/)
    expect(engine.health()).toEqual([engine.info().runnerProblem])
    const { id } = await engine.manual.exec(shell('echo after'), undefined, 'api')
    older.leave()
    expect(await client.next('system')).toMatchObject({ type: 'runner' })
    expect(await untilEnded(engine, id)).toMatchObject({ status: 'succeeded' })
    expect([engine.info().runnerProblem, engine.health()]).toEqual([null, []])
  })
})
