import { existsSync, readFileSync } from 'node:fs'
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

it('one ordinary attempt writes no line of LocalFlow, and no index', async () => {
  const engine = await startTestEngine()
  const { id } = await runToEnd(engine, shell('echo fine'))
  const path = engine.logs.rawPath(id, null) ?? ''
  expect(readFileSync(path, 'utf8')).toBe('fine\n')
  expect(existsSync(`${path}.idx`)).toBe(false)
})
