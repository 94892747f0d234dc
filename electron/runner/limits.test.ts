import { existsSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { killGroup, startTestRunner, type TestClient } from './testing.ts'

let client: TestClient
beforeEach(async () => {
  client = await (await startTestRunner()).connect()
})

const mebibyte = 1024 * 1024
const none = { memory: null, cpu: null, output: null }
const stop = (max: number) => ({ max, action: 'stop' as const })
const warn = (max: number) => ({ max, action: 'warn' as const })

async function started(script: string, over: Parameters<TestClient['sh']>[1]) {
  const child = client.sh(script, over)
  const pid = await child.started()
  onTestFinished(() => killGroup(pid))
  return child
}

/** Grows to so many bytes and stays for a while. */
const grow = (bytes: number, ms: number) =>
  `"${process.execPath}" -e 'const held = Buffer.alloc(${bytes}, 1); setTimeout(() => console.log(held.length), ${ms})'`
const burn = (ms: number) => `"${process.execPath}" -e 'const end = Date.now() + ${ms}; while (Date.now() < end);'`

describe('a limit of memory', () => {
  it('stops a child that exceeds it, and says by how much', async () => {
    const child = await started(grow(300 * mebibyte, 60_000), { limits: { ...none, memory: stop(100 * mebibyte) } })
    const { cause, signal, usage } = await child.ended()
    expect([cause, signal]).toEqual(['limit', 'SIGTERM'])
    expect(usage?.warnings).toEqual([expect.stringMatching(/^used \d+ MB of memory, more than the limit of 100 MB$/)])
    expect(usage?.peakMemory).toBeGreaterThan(100 * mebibyte)
    expect(readFileSync(child.logPath, 'utf8')).toMatch(/\[LocalFlow\] LocalFlow: this run used \d+ MB of memory/)
  })

  it('counts all its processes together', async () => {
    const child = await started(`${grow(80 * mebibyte, 60_000)} & ${grow(80 * mebibyte, 60_000)} & wait`, {
      limits: { ...none, memory: stop(200 * mebibyte) },
    })
    expect(await child.ended()).toMatchObject({ cause: 'limit' })
  })

  it('that only warns lets the child end by itself, with one warning', async () => {
    const child = await started(`${grow(200 * mebibyte, 1_500)}; exit 3`, { limits: { ...none, memory: warn(100 * mebibyte) } })
    const outcome = await child.ended()
    expect(outcome).toMatchObject({ cause: null, code: 3 })
    expect(outcome.usage?.warnings).toHaveLength(1)
    expect(readFileSync(child.logPath, 'utf8').match(/more than the limit of 100 MB/g)).toHaveLength(1)
  })

  it('that is not reached gives no warning', async () => {
    const child = await started('sleep 1', { limits: { ...none, memory: stop(1024 * mebibyte) }, sampleMs: 250 })
    const outcome = await child.ended()
    expect(outcome).toMatchObject({ cause: null, code: 0, usage: { warnings: [] } })
    expect(existsSync(child.logPath)).toBe(false)
  })

  it('kills a process that ignores the signal after its grace period', async () => {
    const child = await started(`trap '' TERM; ${grow(300 * mebibyte, 60_000)}; while :; do sleep 0.05; done`, {
      limits: { ...none, memory: stop(100 * mebibyte) },
      graceMs: 200,
    })
    expect(await child.ended()).toMatchObject({ cause: 'limit', signal: 'SIGKILL', leftBehind: 0 })
  })
})

describe('a limit of processor time', () => {
  it('stops a child that goes beyond it', async () => {
    const child = await started(burn(60_000), { limits: { ...none, cpu: stop(500) } })
    const { cause, usage } = await child.ended()
    expect(cause).toBe('limit')
    expect(usage?.warnings).toEqual([expect.stringMatching(/^used [\d.]+ s of CPU time, more than the limit of 0\.5 s$/)])
    expect(usage?.cpuMs).toBeGreaterThan(500)
  })

  it('counts the usage of its ended children', async () => {
    const child = await started(`while :; do ${burn(200)}; done`, { limits: { ...none, cpu: stop(700) } })
    expect(await child.ended()).toMatchObject({ cause: 'limit' })
  })

  it('is not a limit of time: a child that only waits is left alone', async () => {
    const child = await started('sleep 1.2', { limits: { ...none, cpu: stop(500) } })
    expect(await child.ended()).toMatchObject({ cause: null, code: 0 })
  })
})

describe('a limit of output', () => {
  const flood = 'while :; do echo 0123456789012345678901234567890123456789; done'

  it('stops a child that writes more', async () => {
    const child = await started(flood, { limits: { ...none, output: stop(mebibyte) } })
    const { cause, usage, bytes } = await child.ended()
    expect(cause).toBe('limit')
    expect(usage?.warnings).toEqual([expect.stringMatching(/^wrote \d+ MB of output, more than the limit of 1 MB$/)])
    expect(bytes).toBeGreaterThan(mebibyte)
  })

  it('counts stdout and stderr together', async () => {
    const script = `head -c 700000 /dev/zero; head -c 700000 /dev/zero >&2; sleep 60`
    const child = await started(script, { limits: { ...none, output: stop(mebibyte) } })
    expect(await child.ended()).toMatchObject({ cause: 'limit' })
  })

  it('that only warns keeps all output, with one warning', async () => {
    const child = await started('head -c 3000000 /dev/zero; sleep 0.5; head -c 3000000 /dev/zero; sleep 0.5; exit 4', {
      limits: { ...none, output: warn(mebibyte) },
    })
    const outcome = await child.ended()
    expect(outcome).toMatchObject({ cause: null, code: 4, droppedBytes: 0 })
    expect(outcome.usage?.warnings).toHaveLength(1)
    expect(readFileSync(child.logPath).subarray(0, 6_000_000).equals(Buffer.alloc(6_000_000))).toBe(true)
  })

  it('that is just reached gives no warning', async () => {
    const child = await started('head -c 1048576 /dev/zero; sleep 0.3', { limits: { ...none, output: stop(mebibyte) } })
    expect(await child.ended()).toMatchObject({ cause: null, code: 0 })
  })

  it('counts what the child wrote, not what its log kept', async () => {
    const child = await started(flood, { limits: { ...none, output: stop(mebibyte) }, logLimit: 10_000, timeoutMs: 8_000 })
    expect(await child.ended()).toMatchObject({ cause: 'limit' })
  })
})

it('the first limit that is exceeded is the cause, and every exceeded limit is reported', async () => {
  const child = await started(`head -c 2000000 /dev/zero; ${burn(60_000)}`, {
    limits: { memory: null, cpu: stop(500), output: warn(mebibyte) },
  })
  const { cause, usage } = await child.ended()
  expect(cause).toBe('limit')
  expect(usage?.warnings).toEqual([expect.stringContaining('of output'), expect.stringContaining('of CPU time')])
})
