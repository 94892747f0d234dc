import { existsSync, readFileSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import { runToEnd, shell, startTestEngine } from '../testing/engine.ts'

it('a timeout is named in the log, with the signal', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('printf unfinished; sleep 60', { timeoutMs: 200 }))
  const { items } = await engine.logs.read(id, null, 1, 10)
  expect(items.map(({ stream, text }) => [stream, text])).toEqual([
    ['out', 'unfinished'],
    ['note', '[LocalFlow] timeout after 0.2 s: SIGTERM'],
  ])
})

it('a line of LocalFlow is known as such in a log whose index is missing', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('printf unfinished; sleep 60', { timeoutMs: 200 }))
  rmSync(`${engine.logs.rawPath(id, null)}.idx`)
  const streams = (lines: { n: number; stream: string }[]) => lines.map(({ n, stream }) => [n, stream])
  expect(streams((await engine.logs.read(id, null, 1, 10)).items)).toEqual([
    [1, 'out'],
    [2, 'note'],
  ])
  const hits: { n: number; stream: string }[] = []
  const wanted = { pattern: '.', stream: 'note', from: 1, to: null } as const
  for await (const { items } of engine.logs.search(id, null, wanted, undefined)) hits.push(...items)
  expect(streams(hits)).toEqual([[2, 'note']])
  const own = { text: 'e', regex: false, case: false, word: false, stream: 'note', from: 1 } as const
  for await (const { found } of engine.logs.find(id, null, own, undefined)) expect(found).toBe(1)
})

it('one ordinary attempt writes no line of LocalFlow, and no index', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('echo fine'))
  const path = engine.logs.rawPath(id, null) ?? ''
  expect(readFileSync(path, 'utf8')).toBe('fine\n')
  expect(existsSync(`${path}.idx`)).toBe(false)
})
