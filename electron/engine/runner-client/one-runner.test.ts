import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { isJournal, runnerFolder, type StartOrder } from '../../runner/protocol.ts'
import { leveled } from '../base/log.ts'
import { runnerScript, temporaryFolder, until } from '../testing/engine.ts'
import { createRunnerClient } from './one-runner.ts'

it('the outcome of an attempt is kept until it is recorded, even if its runner dies in the meantime', async () => {
  const dataFolder = temporaryFolder()
  const log = leveled('error', () => {})
  const client = createRunnerClient(
    {
      dataFolder,
      number: 1,
      script: runnerScript,
      release: '0.0.0-test',
      spawner: null,
      environment: { PATH: process.env['PATH'] ?? '' },
      log,
      notesRecovery: true,
    },
    { started: () => {}, grew: () => {}, sampled: () => {}, changed: () => {} },
  )
  onTestFinished(() => client.close())
  await client.ensure()
  const attemptId = 'ended-but-not-recorded'
  const order: StartOrder = {
    attemptId,
    file: 'true',
    args: [],
    env: {},
    cwd: '/',
    logPath: join(dataFolder, 'a.log'),
    logLimit: 1_000,
    timeoutMs: null,
    stopSignal: 'SIGTERM',
    graceMs: 1_000,
    stdin: null,
    limits: { memory: null, cpu: null, output: null },
    sampleMs: 2_000,
    secrets: [],
  }
  expect(await client.run(order.attemptId, { prepare: async () => order, resumed: false })).toMatchObject({ type: 'outcome' })

  const first = client.pid() as number
  process.kill(first, 'SIGKILL')
  await until(() => client.pid() !== null && client.pid() !== first)
  const told = () =>
    readdirSync(runnerFolder(dataFolder, 1))
      .filter(isJournal)
      .map((name) => readFileSync(join(runnerFolder(dataFolder, 1), name), 'utf8'))
      .join('')
  // An event from the new runner: whatever the client does on connecting is done.
  await client.run('another', { prepare: async () => ({ ...order, attemptId: 'another' }), resumed: false })
  expect(told()).toContain(`"ended","outcome":{"attemptId":"${attemptId}"`)
  client.recorded([attemptId])
  expect(told()).not.toContain(attemptId)
})
