import { createHash } from 'node:crypto'
import { createReadStream, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { limits } from '../../../shared/model/limits.ts'
import type { Engine } from '../engine.ts'
import { runToEnd, shell, startTestEngine, untilRun } from '../testing/engine.ts'

async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const value of stream) all.push(value)
  return all
}

/** A run that writes a line for each step of the test. */
async function startSteps(engine: Engine) {
  const gate = (n: number) => join(engine.dataFolder, `gate-${n}`)
  const steps = `echo line 1; n=2; while [ $n -le 4 ]; do until [ -e ${gate(0).slice(0, -1)}$n ]; do sleep 0.01; done; echo line $n; n=$((n+1)); done; printf rest`
  const { id } = await engine.manual.exec(shell(steps), undefined, 'api')
  await untilRun(engine, id, ({ status }) => status === 'running')
  return { id, open: (n: number) => writeFileSync(gate(n), '') }
}

describe('following a log', () => {
  it('yields each line as it comes and ends with the run', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    const seen: string[] = []
    for await (const { n, text } of engine.logs.follow(id, null, 1, undefined)) {
      seen.push(text)
      open(n + 1)
    }
    expect(seen).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'rest'])
  })

  it('of a task yields each line as it comes and ends with the task', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    const task = engine.runs.detail(id).nodes[0]?.taskId ?? ''
    for (const n of [2, 3, 4]) open(n)
    const bytes = await collect(engine.logs.bytes(task, 1, 0, true, undefined))
    expect(bytes.map(({ data }) => Buffer.from(data, 'base64').toString()).join('')).toBe('line 1\nline 2\nline 3\nline 4\nrest')
  })

  it('resumes at any line, before and after the end', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    for (const n of [2, 3, 4]) open(n)
    const texts = async (from: number) => (await collect(engine.logs.follow(id, null, from, undefined))).map(({ text }) => text)
    expect(await texts(3)).toEqual(['line 3', 'line 4', 'rest'])
    expect(await texts(5)).toEqual(['rest'])
    expect(await texts(6)).toEqual([])
  })

  it('of a queued run starts when the run does', async () => {
    const engine = await startTestEngine({ parallel: 1 })
    const gate = join(engine.dataFolder, 'gate')
    await engine.manual.exec(shell(`until [ -e ${gate} ]; do sleep 0.01; done`), undefined, 'api')
    const { id } = await engine.manual.exec(shell('echo mine'), undefined, 'api')
    const lines = collect(engine.logs.follow(id, null, 1, undefined))
    writeFileSync(gate, '')
    expect((await lines).map(({ text }) => text)).toEqual(['mine'])
  })

  it('ends when the reader disconnects', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    const reader = new AbortController()
    const lines: string[] = []
    for await (const { text } of engine.logs.follow(id, null, 1, reader.signal)) {
      lines.push(text)
      reader.abort()
    }
    expect(lines).toEqual(['line 1'])
    for (const n of [2, 3, 4]) open(n)
  })
})

describe('watching a log', () => {
  it('yields each size once, only ever larger, and ends with the run', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    const sizes: { lines: number; bytes: number; ended: boolean }[] = []
    for await (const size of engine.logs.watch(id, null, undefined)) {
      sizes.push(size)
      open(size.lines + 1)
    }
    expect(sizes.at(-1)).toMatchObject({ lines: 5, bytes: 4 * 7 + 4, ended: true })
    for (const [at, size] of sizes.entries()) expect(size.bytes).toBeGreaterThanOrEqual(sizes[at - 1]?.bytes ?? 0)
    expect(new Set(sizes.map((size) => JSON.stringify(size))).size).toBe(sizes.length)
  })

  it('yields the new lines with each size, the unfinished last one too, up to the requested number', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    const tails: string[][] = []
    for await (const { tail = [], lines } of engine.logs.watch(id, null, undefined, 3)) {
      expect(tail.map(({ n }) => n).at(-1) ?? lines).toBe(lines)
      tails.push(tail.map(({ text, open }) => (open ? `${text}…` : text)))
      open(lines + 1)
    }
    expect(tails.flat().filter((text) => text.startsWith('line'))).toEqual(['line 1', 'line 2', 'line 3', 'line 4'])
    expect(tails.at(-1)?.at(-1)).toBe('rest')
    const [whole] = await collect(engine.logs.watch(id, null, undefined, 3))
    expect(whole?.tail?.map(({ text }) => text)).toEqual(['line 3', 'line 4', 'rest'])
  })

  it('yields the end of a log whose lines are too long to be sent at once', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell(`for n in 1 2 3 4 5; do head -c 120000 /dev/zero | tr '\\0' $n; echo; done`))
    const [whole] = await collect(engine.logs.watch(id, null, undefined, 500))
    expect(whole?.tail?.at(-1)).toMatchObject({ n: 5, text: '5'.repeat(limits.lineBytes) })
  })

  it('of a run that has ended reports the end at once', async () => {
    const engine = await startTestEngine()
    const { id } = await runToEnd(engine, shell(':'))
    expect(await collect(engine.logs.watch(id, null, undefined))).toEqual([
      { attempt: 1, lines: 0, bytes: 0, ended: true, gone: null },
    ])
  })
})

describe('reading a log', () => {
  it('while it grows returns the current content', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    for await (const { n } of engine.logs.follow(id, null, 1, undefined)) {
      const { items, ended } = await engine.logs.read(id, null, 1, 100)
      if (n <= 4)
        expect([items.map(({ text }) => text), ended]).toEqual([Array.from({ length: n }, (_, at) => `line ${at + 1}`), false])
      open(n + 1)
      if (n === 3) break
    }
    open(4)
  })

  it('of a missing attempt is not-found; of a run that has not started it is empty', async () => {
    const engine = await startTestEngine({ dispatch: false })
    const { id } = await engine.manual.exec(shell(':'), undefined, 'api')
    await expect(engine.logs.read(id, 2, 1, 10)).rejects.toMatchObject({
      code: 'not-found',
      message: 'This run has no attempt 2.',
    })
    expect(await engine.logs.read(id, null, 1, 10)).toEqual({
      attempt: 0,
      lines: 0,
      bytes: 0,
      ended: false,
      gone: null,
      items: [],
    })
    const found = engine.logs.search(id, null, { pattern: 'x', from: 1, to: null }, undefined)
    expect(await collect(found)).toEqual([{ items: [], next: 1 }])
  })

  it('as bytes resumes at an offset, and continues to the end if asked', async () => {
    const engine = await startTestEngine()
    const { id, open } = await startSteps(engine)
    for (const n of [2, 3, 4]) open(n)
    const bytes = async (from: number) => {
      const pieces = await collect(engine.logs.bytes(id, null, from, true, undefined))
      return Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))).toString()
    }
    expect(await bytes(0)).toBe('line 1\nline 2\nline 3\nline 4\nrest')
    expect(await bytes(26)).toBe('4\nrest')
    expect(await bytes(32)).toBe('')
  })
})

it('one line of 100 MB without an end is kept byte for byte, and shown cut', async () => {
  const engine = await startTestEngine()
  const size = 100_000_000
  const run = await runToEnd(engine, shell(`head -c ${size} /dev/zero | tr '\\0' 'x'`))
  expect(run.status).toBe('succeeded')
  const { lines, bytes, items } = await engine.logs.read(run.id, null, 1, 500)
  expect({ lines, bytes }).toEqual({ lines: 1, bytes: size })
  expect(items).toMatchObject([{ n: 1, text: 'x'.repeat(limits.lineBytes), cut: size - limits.lineBytes, open: false }])
  const [written, expected] = [createHash('sha256'), createHash('sha256')]
  await pipeline(createReadStream(engine.logs.rawPath(run.id, null) ?? ''), written)
  for (let n = 0; n < 100; n++) expected.update('x'.repeat(size / 100))
  expect(written.digest('hex')).toBe(expected.digest('hex'))
  expect(existsSync(`${engine.logs.rawPath(run.id, null)}.idx`)).toBe(true)
})

it('the bytes of one line are given whole, from one of them, or behind an offset of the log', async () => {
  const engine = await startTestEngine()
  const { id, open } = await startSteps(engine)
  for (const n of [2, 3, 4]) open(n)
  await collect(engine.logs.bytes(id, null, 0, true, undefined))
  const line = async (n: number, from = 0, after = 0) => {
    const pieces = await collect(engine.logs.lineBytes(id, null, { line: n, from, after }))
    return Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))).toString()
  }
  const expected = ['line 1\n', 'line 3\n', '3\n', '3\n', 'rest', '']
  expect([await line(1), await line(3), await line(3, 5), await line(3, 0, 19), await line(5), await line(6)]).toEqual(expected)
})
