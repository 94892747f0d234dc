import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { isAlive, until } from '../engine/testing/engine.ts'
import { graceMs, groupOf, killGroup, startTestRunner, type TestClient } from './testing.ts'

let client: TestClient
beforeEach(async () => {
  client = await (await startTestRunner()).connect()
})

/** A slow machine may need this much longer; never more. */
const slackMs = 2_000

/** Ignores TERM from its first word on, which is when a test may go on. */
const stubborn = `trap '' TERM; echo ready; while :; do sleep 0.05; done`

async function started(script: string, over: Parameters<TestClient['sh']>[1] = {}) {
  const child = client.sh(script, over)
  const pid = await child.started()
  onTestFinished(() => killGroup(pid))
  await child.wrote()
  return { ...child, pid }
}

async function measure<T>(what: Promise<T>): Promise<{ value: T; ms: number }> {
  const from = performance.now()
  return { value: await what, ms: performance.now() - from }
}

describe('a child that is stopped', () => {
  it('may end by itself within the grace period', async () => {
    const child = await started(`exec 2>/dev/null; trap 'echo bye; exit 9' TERM; echo ready; while :; do sleep 0.01; done`)
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', code: 9, signal: null, lastLine: 'bye' })
  })

  it('and ignores the signal is killed after its grace period, every time', async () => {
    const children = await Promise.all(Array.from({ length: 8 }, () => started(stubborn)))
    for (const child of children) child.stop()
    const ends = await Promise.all(children.map(({ ended }) => measure(ended())))
    for (const { value, ms } of ends) {
      expect(value).toMatchObject({ cause: 'stop', signal: 'SIGKILL', code: null, leftBehind: 0 })
      expect(ms).toBeGreaterThan(graceMs - 20)
      expect(ms).toBeLessThan(graceMs + slackMs)
    }
    expect(children.filter(({ pid }) => isAlive(pid))).toEqual([])
  })

  const family = (idle: string) => `for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
      sh -c 'sh -c "${idle}" & wait; :' & done; echo ready; wait; :`

  it('is stopped with its twenty grandchildren, three levels deep', async () => {
    const child = await started(family('sleep 60; :'))
    await until(() => groupOf(child.pid).length >= 1 + 3 * 20)
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', leftBehind: 0 })
    expect(groupOf(child.pid)).toEqual([])
  })

  it('is stopped with grandchildren that ignore the signal', async () => {
    const child = await started(`(trap '' TERM; ${family('sleep 60; :')}) & trap 'exit 0' TERM; echo ready; wait`)
    await until(() => groupOf(child.pid).length >= 2 + 3 * 20)
    child.stop()
    const { value, ms } = await measure(child.ended())
    expect(value).toMatchObject({ cause: 'stop', leftBehind: 0 })
    expect(ms).toBeGreaterThan(graceMs - 20)
    expect(groupOf(child.pid)).toEqual([])
  })

  it('twice is stopped once', async () => {
    const child = await started(
      `exec 2>/dev/null; trap 'echo told' TERM; echo ready; for i in 1 2 3 4 5 6 7 8 9 10; do sleep 0.02; done; exit 4`,
      {
        graceMs: 5_000,
      },
    )
    child.stop()
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', code: 4 })
    expect(readFileSync(child.logPath, 'utf8')).toBe('ready\n[LocalFlow] stopped: SIGTERM\ntold\n')
  })

  it('before it has a process never gets far', async () => {
    const child = client.start('sleep', ['60'])
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop' })
  })

  it('after its end stays as it ended', async () => {
    const child = client.sh('exit 3')
    expect(await child.ended()).toMatchObject({ code: 3, cause: null })
    child.stop()
    expect(await client.run('true')).toMatchObject({ code: 0 })
  })
})

describe('a timeout', () => {
  it('stops a child, and is the cause', async () => {
    const child = client.start('sleep', ['60'], { timeoutMs: 100 })
    expect(await child.ended()).toMatchObject({ cause: 'timeout', signal: 'SIGTERM' })
  })

  it('kills processes that ignore it, grandchildren too', async () => {
    const child = await started(`trap '' TERM; sleep 60 & sleep 60 & ${stubborn}`, { timeoutMs: 2_000 })
    expect(await child.ended()).toMatchObject({ cause: 'timeout', signal: 'SIGKILL', leftBehind: 0 })
    expect(groupOf(child.pid)).toEqual([])
  })

  it('that comes first stays the reason when a person stops the child, too', async () => {
    const child = await started(`trap 'echo told; kill -STOP $$' TERM; echo ready; while :; do sleep 0.01; done`, {
      timeoutMs: 2_000,
    })
    await until(() => readFileSync(child.logPath, 'utf8').includes('told'))
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'timeout' })
  })

  it('that comes second does not replace a stop as the reason', async () => {
    const child = await started(stubborn, { timeoutMs: 2_000, graceMs: 3_000 })
    child.stop()
    expect(await child.ended()).toMatchObject({ cause: 'stop', signal: 'SIGKILL' })
  })

  it('that is longer than the child lives changes nothing', async () => {
    expect(await client.run('true', [], { timeoutMs: 60_000 })).toMatchObject({ code: 0, cause: null })
  })
})

describe('a child that ends and leaves processes behind', () => {
  const drainMs = 2_000

  it('has ended: its outcome comes soon, with the number of them', async () => {
    const child = await started('sleep 300 & sleep 300 & echo ready; exit 6')
    const { value, ms } = await measure(child.ended())
    expect(value).toMatchObject({ code: 6, cause: null, leftBehind: 2 })
    expect(ms).toBeLessThan(drainMs + slackMs)
    expect(readFileSync(child.logPath, 'utf8')).toBe(
      'ready\n[LocalFlow] 2 processes that this run started are still running; what they write from here on is not kept\n',
    )
  })

  it('is not waited for when they have let go of its output', async () => {
    const child = client.sh('sleep 300 >/dev/null 2>&1 & echo ready')
    const pid = await child.started()
    onTestFinished(() => killGroup(pid))
    const { value, ms } = await measure(child.ended())
    expect(value).toMatchObject({ code: 0, leftBehind: 1 })
    expect(ms).toBeLessThan(drainMs)
  })

  it('keeps their output of the next moments', async () => {
    const child = await started('(sleep 0.2; echo late) & echo ready; exit 0')
    expect(await child.ended()).toMatchObject({ code: 0, leftBehind: 0, lines: 2 })
    expect(readFileSync(child.logPath, 'utf8')).toBe('ready\nlate\n')
  })

  it('leaves them alive and able to write, without keeping their output', async () => {
    const child = await started(`(trap 'exit 1' PIPE; while :; do echo noise; sleep 0.01; done) & echo ready; exit 0`)
    const { bytes } = await child.ended()
    const log = readFileSync(child.logPath)
    expect(log.length).toBe(bytes)
    await client.run('sleep', ['0.1'])
    expect(groupOf(child.pid).length).toBeGreaterThan(0)
    expect(readFileSync(child.logPath).equals(log)).toBe(true)
  })
})
