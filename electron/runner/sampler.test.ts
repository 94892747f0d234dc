import { existsSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder, until } from '../engine/testing/engine.ts'
import type { Sample } from './protocol.ts'
import { createSampler } from './sampler.ts'
import { samplesPath } from './samples.ts'
import { killGroup, startTestRunner, type TestClient } from './testing.ts'

let client: TestClient
beforeEach(async () => {
  client = await (await startTestRunner()).connect()
})

const sampleMs = 250
const mebibyte = 1024 * 1024

async function started(script: string, over: Parameters<TestClient['sh']>[1] = {}) {
  const child = client.sh(script, { sampleMs, ...over })
  const pid = await child.started()
  onTestFinished(() => killGroup(pid))
  const samples = (): Sample[] =>
    client.said.flatMap((message) =>
      message.type === 'sampled' && message.attemptId === child.attemptId ? [message.sample as Sample] : [],
    )
  return { ...child, pid, samples, untilSample: (holds: (sample: Sample) => boolean) => until(() => samples().find(holds)) }
}

/** Holds so many bytes, written to, so that they are really there. */
const hold = (bytes: number) =>
  `"${process.execPath}" -e 'const held = Buffer.alloc(${bytes}, 1); console.log("held"); setInterval(() => held[0]++, 1000)'`
const burn = `"${process.execPath}" -e 'const end = Date.now() + Number(process.argv[1]); while (Date.now() < end);'`

describe('a sample of a running child', () => {
  it('shows every process of it: pid, parent and command', async () => {
    const child = await started('sleep 301 & sh -c "sleep 302; :" & wait')
    const sample = await child.untilSample(({ count }) => count === 4)
    const named = Object.fromEntries(sample?.processes.map((row) => [row.command, row]) ?? [])
    expect(Object.keys(named).sort()).toEqual([
      expect.stringContaining('sleep 301 & sh -c'),
      'sh -c sleep 302; :',
      'sleep 301',
      'sleep 302',
    ])
    expect(named['sleep 301']?.parent).toBe(child.pid)
    expect(named['sleep 302']?.parent).toBe(named['sh -c sleep 302; :']?.pid)
    expect(sample?.processes.find(({ pid }) => pid === child.pid)?.parent).not.toBe(0)
    child.stop()
    await child.ended()
  })

  it('measures the memory of all of them together', async () => {
    const child = await started(`${hold(80 * mebibyte)} & ${hold(80 * mebibyte)} & wait`)
    const both = (sample: Sample) => sample.processes.filter(({ memory }) => memory > 80 * mebibyte).length === 2
    const sample = await child.untilSample(both)
    expect(sample?.memory).toBe(sample?.processes.reduce((sum, row) => sum + row.memory, 0))
    child.stop()
    const { usage } = await child.ended()
    expect(usage?.peakMemory).toBeGreaterThan(160 * mebibyte)
    expect(usage?.averageMemory).toBeGreaterThan(0)
    expect(usage?.averageMemory).toBeLessThanOrEqual(usage?.peakMemory ?? 0)
    expect(usage).toMatchObject({ warnings: [], survivors: [] })
  })

  it('measures their CPU usage', async () => {
    const child = await started(`${burn} 60000`)
    const sample = await child.untilSample(({ cpu }) => cpu > 0.2)
    expect(sample?.cpu).toBeLessThan(1.5)
    child.stop()
    const { usage } = await child.ended()
    expect(usage?.cpuMs).toBeGreaterThan(0)
    expect(usage?.peakCpu).toBeGreaterThan(0.2)
    expect(usage?.averageCpu).toBeLessThanOrEqual(usage?.peakCpu ?? 0)
  })

  it('counts the usage of short-lived processes that have ended', async () => {
    const child = await started(`for i in 1 2 3; do ${burn} 300; done; sleep 60`)
    await child.untilSample(({ processes }) => processes.some(({ command }) => command === 'sleep 60'))
    const before = child.samples().length
    await until(() => child.samples().length > before)
    child.stop()
    expect((await child.ended()).usage?.cpuMs).toBeGreaterThan(100)
  })

  it("does not attribute a child's accumulated usage to a moment of its parent", async () => {
    const child = await started(`${burn} 1500; sleep 60`)
    await child.untilSample(({ processes }) => processes.some(({ command }) => command === 'sleep 60'))
    const rows = child.samples().flatMap(({ processes }) => processes)
    expect(Math.max(...rows.map(({ cpu }) => cpu))).toBeLessThan(cpus().length + 0.5)
    child.stop()
    await child.ended()
  })

  it('still knows those that left their parents and their group', async () => {
    const child = await started('setsid sh -c "echo ready; sleep 303; :" & sleep 2; sleep 304')
    await child.untilSample(({ processes }) => processes.some(({ command }) => command === 'sleep 304'))
    const last = child.samples().at(-1)
    expect(last?.processes.map(({ command }) => command)).toContain('sleep 303')
    child.stop()
    await child.ended()
  })

  it('is stored next to the log, one sample a line', async () => {
    const child = await started('sleep 60')
    await until(() => child.samples().length >= 3)
    child.stop()
    await child.ended()
    await until(() => existsSync(samplesPath(child.logPath)))
    const lines = readFileSync(samplesPath(child.logPath), 'utf8').trimEnd().split('\n')
    for (const line of lines) expect(child.samples()).toContainEqual(JSON.parse(line))
  })

  it('stores command lines without secrets, truncated after masking', async () => {
    const secrets = ['tok-0123456789', `${'x'.repeat(400)}-the-end`]
    const child = await started(`sh -c 'sleep 60; :' sh -H "Bearer ${secrets[0]}" ${secrets[1]} & wait`, { secrets })
    const sample = await child.untilSample(({ processes }) => processes.some(({ command }) => command.includes('-H Bearer')))
    expect(sample?.processes.map(({ command }) => command)).toContain('sh -c sleep 60; : sh -H Bearer *** ***')
    child.stop()
    await child.ended()
    await until(() => existsSync(samplesPath(child.logPath)))
    const told = JSON.stringify(client.said) + readFileSync(samplesPath(child.logPath), 'utf8')
    expect(told).not.toContain('tok-')
    expect(told).not.toContain('xxxx')
  })

  it('is not taken of a child too short for it', async () => {
    await client.sh(':', { sampleMs }).ended()
    expect(client.said.filter(({ type }) => type === 'sampled')).toEqual([])
  })
})

describe('how often a child is looked at', () => {
  it('does not wait for another one that wants it seldom', async () => {
    const seldom = await started('sleep 60', { sampleMs: 3_600_000 })
    const often = await started('sleep 60')
    await until(() => often.samples().length >= 2)
    seldom.stop()
    often.stop()
    await Promise.all([seldom.ended(), often.ended()])
  })

  it('stays the same when the clock is set back by an hour', async () => {
    const now = Date.now
    onTestFinished(() => {
      Date.now = now
    })
    const samples: Sample[] = []
    const sampler = createSampler((_, sample) => samples.push(sample))
    const limits = { memory: null, cpu: null, output: null }
    const logPath = join(temporaryFolder(), 'attempt.log')
    sampler.watch({ attemptId: 'a', pid: process.pid, logPath, sampleMs, limits, find: null, passed: () => {} })
    onTestFinished(() => void sampler.forget('a'))
    await until(() => samples.length === 1)
    Date.now = () => now() - 3_600_000
    await until(() => samples.length === 3)
  })

  it('does not drop because other children start all the time', async () => {
    const limits = { memory: { max: 1024 ** 4, action: 'stop' as const }, cpu: null, output: null }
    const child = await started('sleep 60', { limits })
    let more = true
    const others = (async () => {
      while (more) {
        const other = await started('sleep 0.1', { limits })
        await other.started()
        await client.run('sleep', ['0.05'])
      }
    })()
    try {
      await until(() => child.samples().length >= 2, 5_000)
    } finally {
      more = false
      await others
      child.stop()
      await child.ended()
    }
  })
})
