import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isAlive, runnerScript, until } from '../engine/testing/engine.ts'
import { readJournal } from './journal.ts'
import { startTestRunner } from './testing.ts'

const journalsIn = (dataFolder: string): string[] =>
  readdirSync(join(dataFolder, 'runner')).filter((name) => name.startsWith('journal'))

describe('a runner', () => {
  it('exits by itself when it is idle and alone, and deletes its socket and journal', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    const { attemptId } = await client.run('true')
    client.send({ type: 'recorded', attemptIds: [attemptId] })
    client.close()
    expect(await runner.exit).toBe(0)
    expect(existsSync(runner.path)).toBe(false)
    expect(readdirSync(join(runner.dataFolder, 'runner'))).toEqual(['secret'])
  })

  it('stays alone with a child, leaves after its end, and has written down how it ended', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    const gate = join(runner.dataFolder, 'gate')
    const child = client.sh(`while [ ! -e ${gate} ]; do sleep 0.02; done; exit 5`)
    const pid = await child.started()
    client.close()
    const again = await runner.connect()
    expect(again.welcome.running).toMatchObject([{ attemptId: child.attemptId, pid }])
    again.start('touch', [gate])
    again.close()
    expect(await runner.exit).toBe(0)
    const [journal = ''] = journalsIn(runner.dataFolder)
    expect(readJournal(join(runner.dataFolder, 'runner', journal)).get(child.attemptId)).toMatchObject({
      pid,
      outcome: { code: 5 },
    })
  })

  it('starts an order only once that arrives twice', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    const ledger = join(runner.dataFolder, 'ledger')
    const order = client.sh(`echo started >> ${ledger}; sleep 0.1`)
    client.sh(`echo started >> ${ledger}`, { attemptId: order.attemptId })
    await order.ended()
    client.sh(`echo started >> ${ledger}`, { attemptId: order.attemptId })
    await client.run('true')
    expect(readFileSync(ledger, 'utf8')).toBe('started\n')
  })

  it('keeps an outcome until it is recorded', async () => {
    const runner = await startTestRunner()
    const first = await runner.connect()
    const { attemptId } = await first.run('false')
    const second = await runner.connect()
    expect(second.welcome.ended).toMatchObject([{ attemptId, code: 1 }])
    second.send({ type: 'recorded', attemptIds: [attemptId] })
    expect((await runner.connect()).welcome.ended).toEqual([])
  })

  it('gives way to an existing one', async () => {
    const runner = await startTestRunner()
    const second = spawnSync(process.execPath, [runnerScript, runner.dataFolder], { encoding: 'utf8' })
    expect([second.signal, second.stderr]).toEqual([null, expect.stringContaining('EADDRINUSE')])
    expect(await (await runner.connect()).run('true')).toMatchObject({ code: 0 })
  })

  it('replaces one that was killed, whose socket file is still there', async () => {
    const first = await startTestRunner()
    first.process.kill('SIGKILL')
    await first.exit
    expect(existsSync(first.path)).toBe(true)
    const second = await startTestRunner({ dataFolder: first.dataFolder })
    expect((await second.connect()).welcome.pid).toBe(second.process.pid)
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('is not ended by %s while a child lives', async (signal) => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    const child = client.start('sleep', ['60'])
    const pid = await child.started()
    runner.process.kill(signal)
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop' })
    expect(isAlive(pid)).toBe(false)
  })

  it('needs a data folder to be named', () => {
    const bare = spawnSync(process.execPath, [runnerScript], { encoding: 'utf8' })
    expect([bare.status, bare.stderr]).toEqual([2, 'usage: runner DATA_FOLDER [NUMBER [RELEASE]]\n'])
  })

  it('gives its children the environment of the engine, overridden by the order', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    client.send({ type: 'environment', env: { PATH: process.env['PATH'] ?? '', A: 'engine', B: 'engine' } })
    const child = client.sh('echo "$A $B [$HOME]"', { env: { B: 'order' } })
    await child.ended()
    expect(readFileSync(child.logPath, 'utf8')).toBe('engine order []\n')
  })

  it('uses no more than two descriptors for a child that has ended', async () => {
    const runner = await startTestRunner()
    const client = await runner.connect()
    await client.run('true')
    const count = () => readdirSync(`/proc/${runner.process.pid}/fd`).length
    await until(() => count() < 30)
    const before = count()
    await Promise.all(Array.from({ length: 40 }, () => client.run('true')))
    await until(() => count() <= before + 2)
  })
})
